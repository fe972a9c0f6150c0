import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';

import { AppError } from '../../kernel/errors/index.ts';
import type { LiveEvent, OperationAnswer } from '../stream.ts';
import type { CompiledSubscription } from './compile-subscription.ts';

export type NextEvent = Extract<LiveEvent, { kind: 'next' }>;

/** What came of one look at the Query field. */
export type Look =
  | { readonly kind: 'page'; readonly events: readonly NextEvent[]; readonly cursor: number; readonly hasMore: boolean }
  /** `isWhole` is false where a part could not be had at this moment. */
  | { readonly kind: 'state'; readonly event: NextEvent; readonly isWhole: boolean }
  | Failure;

export interface Failure {
  readonly kind: 'failed';
  readonly errors: readonly GraphQLFormattedError[];
  /** Whether the same look may succeed a little later. */
  readonly isRetryable: boolean;
}

const feedSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  cursor: z.number(),
  hasNextPage: z.boolean(),
});

/** Takes an answer to the compiled query apart; whatever is not there to see is NOT_FOUND. */
export function readLook(compiled: CompiledSubscription, { data, errors = [] }: OperationAnswer): Look {
  const found = data?.[compiled.names.root];
  if (found == null) return failureOf(compiled, errors);
  return compiled.row.kind === 'log' ? readFeed(compiled, found, errors) : readState(compiled, found, errors);
}

/** @returns the failure that an error of ours is. */
export function failureFrom(error: AppError): Failure {
  return {
    kind: 'failed',
    errors: [{ message: error.message, extensions: error.extensions }],
    isRetryable: error.entry.retryable,
  };
}

type Errors = readonly GraphQLFormattedError[];

function failureOf({ row, responseKey }: CompiledSubscription, errors: Errors): Failure {
  if (errors.length === 0) return failureFrom(new AppError('NOT_FOUND'));
  return {
    kind: 'failed',
    errors: errors.map((error) => {
      // What lies below the root of a feed has no place in the answer of a subscription.
      const path =
        error.path === undefined || row.kind === 'log' ? [responseKey] : [responseKey, ...error.path.slice(1)];
      const field = error.extensions?.['field'];
      const own = row.kind === 'log' && field === 'after' ? { field: row.cursorArgument } : {};
      return { message: error.message, path, extensions: { ...error.extensions, ...own } };
    }),
    isRetryable: errors.some(isRetryable),
  };
}

function readFeed({ names, responseKey }: CompiledSubscription, found: unknown, errors: Errors): Look {
  const { items, cursor, hasNextPage } = feedSchema.parse(found);
  const events = items.map((item, index): NextEvent => {
    const { [names.cursor]: number, ...entry } = item;
    const ofItem = errors.filter(({ path }) => path?.[1] === 'items' && path[2] === index);
    return {
      kind: 'next',
      payload: {
        data: { [responseKey]: entry },
        ...withErrors(ofItem.map((error) => moved(error, [responseKey, ...(error.path ?? []).slice(3)]))),
      },
      cursor: Number(number),
    };
  });
  return { kind: 'page', events, cursor, hasMore: hasNextPage };
}

function readState({ responseKey }: CompiledSubscription, found: unknown, errors: Errors): Look {
  const told = errors.map((error) => moved(error, [responseKey, ...(error.path ?? []).slice(1)]));
  return {
    kind: 'state',
    event: { kind: 'next', payload: { data: { [responseKey]: found }, ...withErrors(told) } },
    isWhole: !errors.some(isRetryable),
  };
}

/** Places in the compiled document would mislead: the client wrote another. */
function moved(
  { message, extensions }: GraphQLFormattedError,
  path: readonly (string | number)[],
): GraphQLFormattedError {
  return { message, path, ...(extensions === undefined ? {} : { extensions }) };
}

const withErrors = (errors: Errors) => (errors.length === 0 ? {} : { errors });

function isRetryable({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['retryable'] === true;
}
