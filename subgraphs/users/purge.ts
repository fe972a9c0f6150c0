import { toAppError } from '../../kernel/errors/index.ts';
import { logError, type Logger } from '../../kernel/logging/index.ts';

const EVERY_MS = 60_000;
/** A heap of old rows is worked off over several turns, so that no turn holds many locks. */
const TURNS = 20;

/** Removes old rows now and then, a bounded number at once; `purge` says how many it removed. */
export function createPurge(purge: () => Promise<number>, logger: Logger): { close(): Promise<void> } {
  let last = Promise.resolve();

  async function purgeAll(): Promise<void> {
    try {
      for (let turn = 0; turn < TURNS && (await purge()) > 0; turn += 1);
    } catch (error) {
      logError(logger, toAppError(error));
    }
  }

  const timer = setInterval(() => {
    last = last.then(purgeAll);
  }, EVERY_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await last;
    },
  };
}
