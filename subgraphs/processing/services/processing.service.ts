import { requireAdministrator, requireOwner, requireUser, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { Door, Outcome, Selection } from '../selection/index.ts';
import { reportsOf, type ProviderReport } from './provider-report.ts';

export type { Door } from '../selection/index.ts';

export interface ProcessMessageRequest {
  readonly text: string;
  readonly idempotencyKey?: string | null;
  readonly door: Door;
}

/** An outcome as its member of the result union. */
export type ProcessingOutcome =
  | Exclude<Outcome, { kind: 'processed' }>
  | (Extract<Outcome, { kind: 'processed' }> & { readonly tier: 'FREE' | 'PAID' });

export interface AllowanceView {
  readonly left: number;
  readonly refreshAt: Date;
}

export interface ProcessingDependencies {
  readonly viewer: Viewer;
  /** Milliseconds since 1970 after which nobody waits for the answer. */
  readonly deadline: number;
  readonly selection: Selection;
  readonly paidCallPrice: number;
}

const LONGEST_TEXT = 10_000;
const KEY = /^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** Having messages processed, as one viewer may. */
export class ProcessingService {
  readonly #deps: ProcessingDependencies;

  constructor(deps: ProcessingDependencies) {
    this.#deps = deps;
  }

  /** @throws BAD_USER_INPUT, and what the selection throws. */
  async process({ text, idempotencyKey, door }: ProcessMessageRequest): Promise<ProcessingOutcome> {
    const { id: userId } = requireUser(this.#deps.viewer);
    checkText(text);
    checkKey(idempotencyKey ?? undefined);
    const outcome = await this.#deps.selection.process({
      userId,
      text,
      idempotencyKey: idempotencyKey ?? undefined,
      door,
      deadline: this.#deps.deadline,
    });
    return outcome.kind === 'processed' ? { ...outcome, tier: outcome.provider === 'free' ? 'FREE' : 'PAID' } : outcome;
  }

  async allowanceOf(userId: string): Promise<AllowanceView> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.selection.allowance(userId);
  }

  async providers(): Promise<readonly ProviderReport[]> {
    requireAdministrator(this.#deps.viewer);
    return reportsOf(await this.#deps.selection.view(), this.#deps.paidCallPrice);
  }
}

function checkText(text: string): void {
  if (text.length === 0)
    throw new AppError('BAD_USER_INPUT', { field: 'input.text', message: 'There is no text to process.' });
  if (text.length > LONGEST_TEXT)
    throw new AppError('BAD_USER_INPUT', {
      field: 'input.text',
      message: `A text has at most ${LONGEST_TEXT} characters.`,
    });
  if (text.includes('\0') || !text.isWellFormed())
    throw new AppError('BAD_USER_INPUT', {
      field: 'input.text',
      message: 'A text has no NUL characters and no halves of surrogate pairs.',
    });
}

function checkKey(key: string | undefined): void {
  if (key === undefined || KEY.test(key)) return;
  throw new AppError('BAD_USER_INPUT', {
    field: 'input.idempotencyKey',
    message: 'A key has 1 to 255 printable ASCII characters and no blank at its ends.',
  });
}
