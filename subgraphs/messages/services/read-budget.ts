import { AppError } from '../../../kernel/errors/index.ts';

const MOST_READ = 10_000;

/**
 * How much one request may read, over all its lists. Each page is bounded, but a request can ask for the pages of many
 * chats, and by many names: all of it is in memory at once.
 */
export class ReadBudget {
  #left = MOST_READ;

  /** To be asked before the reading. @throws OPERATION_TOO_LARGE where it would be more than a request may read. */
  take(count: number): void {
    if (count > this.#left)
      throw new AppError('OPERATION_TOO_LARGE', {
        message: `One request reads at most ${MOST_READ} messages and edits; ask for fewer chats or smaller pages.`,
      });
    this.#left -= count;
  }
}
