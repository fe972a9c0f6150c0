import { AppError } from '../../../kernel/errors/index.ts';
import { seqCursor } from '../../../kernel/graphql/index.ts';
import type { HistoryQuestion } from '../services/history.service.ts';
import type { HistoryArgs } from './history.type.ts';

const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 1_000;

/** @throws BAD_USER_INPUT naming the argument: a size outside 1 to 1,000, a cursor of another list, or a contradiction. */
export function toHistoryQuestion(args: HistoryArgs): HistoryQuestion {
  refuseContradictions(args);
  const size = sizeOf('first', args.first) ?? sizeOf('last', args.last) ?? DEFAULT_PAGE;
  if (isGiven(args.around)) return { kind: 'around', size, seq: args.around };
  const after = numberOf('after', args.after);
  const before = numberOf('before', args.before);
  if (after !== undefined && before !== undefined && after >= before)
    throw refusal('before', 'It is not later than `after`.');
  const comesBefore = before !== undefined || isGiven(args.beforeMessage);
  const isFromEnd = isGiven(args.last) || (comesBefore && !isGiven(args.first) && after === undefined);
  const bounds = { kind: isFromEnd ? 'newest' : 'oldest', size, after, before } as const;
  return isGiven(args.beforeMessage) ? { ...bounds, beforeMessage: args.beforeMessage } : bounds;
}

/** An argument, the others that it cannot stand beside, and why. */
const CONTRADICTIONS = [
  { of: 'last', to: ['first'], because: 'A page is counted from one end: `first` or `last`.' },
  {
    of: 'around',
    to: ['last', 'after', 'before', 'beforeMessage'],
    because: '`around` stands alone or with `first`.',
  },
  {
    of: 'beforeMessage',
    to: ['before', 'after', 'first'],
    because: '`beforeMessage` stands alone or with `last`.',
  },
] as const;

function refuseContradictions(args: HistoryArgs): void {
  for (const { of, to, because } of CONTRADICTIONS)
    if (isGiven(args[of]) && to.some((other) => isGiven(args[other]))) throw refusal(of, because);
}

function sizeOf(field: 'first' | 'last', size: number | null | undefined): number | undefined {
  if (!isGiven(size)) return undefined;
  if (size < 1 || size > LARGEST_PAGE) throw refusal(field, `A page has 1 to ${LARGEST_PAGE} messages.`);
  return size;
}

function numberOf(field: 'after' | 'before', cursor: string | null | undefined): number | undefined {
  if (!isGiven(cursor)) return undefined;
  try {
    return seqCursor.decode(cursor).seq;
  } catch {
    throw refusal(field, 'This cursor is not valid here.');
  }
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function refusal(field: keyof HistoryArgs, message: string): AppError {
  return new AppError('BAD_USER_INPUT', { field, message });
}
