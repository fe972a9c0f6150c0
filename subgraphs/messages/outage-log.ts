import { toAppError } from '../../kernel/errors/index.ts';
import { logError, type Logger } from '../../kernel/logging/index.ts';

/** Logs that something does not work when it begins, and that it works again; not each time in between. */
export class OutageLog {
  readonly #logger: Logger;
  readonly #what: string;
  #isOut = false;

  constructor(logger: Logger, what: string) {
    this.#logger = logger;
    this.#what = what;
  }

  /** Whether the work was done; it never rejects. */
  async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      if (this.#isOut) this.#logger.info({ what: this.#what }, 'It works again');
      this.#isOut = false;
      return true;
    } catch (error) {
      if (!this.#isOut) logError(this.#logger.child({ what: this.#what }), toAppError(error));
      this.#isOut = true;
      return false;
    }
  }
}
