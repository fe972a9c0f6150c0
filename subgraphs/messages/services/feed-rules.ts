import { AppError } from '../../../kernel/errors/index.ts';

/** A part of a numbered log, oldest first, and where the next read goes on. */
export interface Feed<T> {
  readonly items: readonly T[];
  readonly cursor: number;
  readonly hasNextPage: boolean;
}

/** Where a read of a log begins, and how much it takes; without `after` it takes nothing and begins at the end. */
export interface FeedRequest {
  readonly after: number | undefined;
  readonly first: number;
}

/** What a log answers to whoever has not been told where it ends. */
export function feedAtEnd(end: number): Feed<never> {
  return { items: [], cursor: end, hasNextPage: false };
}

/** @throws BAD_USER_INPUT where the log has not come so far: whoever went on from there would miss what comes before. */
export function requireReached(after: number, end: number): void {
  if (after >= 0 && after <= end) return;
  throw new AppError('BAD_USER_INPUT', { field: 'after', message: `There is nothing after it yet; 0 to ${end}.` });
}
