import { createLogger, redact, type Logger } from '../logging/index.ts';
import { createLifecycle, type Lifecycle } from './create-lifecycle.ts';
import { reasonOf } from './reason-of.ts';

export interface MainContext {
  /** Register here what has to be undone, as soon as it is done. */
  readonly lifecycle: Lifecycle;
  /** Writes at `info` until the configuration is known: then set `logger.level`, before making children. */
  readonly logger: Logger;
}

/** Ctrl+C under npm arrives twice: from the terminal, and from npm, which passes it on. */
const ONE_SIGNAL_MS = 300;

/**
 * The frame of every `main.ts`; nothing else calls it. Runs `main`, then keeps the process until SIGTERM or
 * SIGINT, stops it in order and exits with 0 (1 if a stop failed). A later signal exits with 1 at once. A failed
 * start prints its reason to standard error, undoes what was done and exits with 1; so does an error that
 * nobody caught, which is logged.
 */
export function runMain(service: string, main: (context: MainContext) => Promise<void>): void {
  const logger = createLogger({ service, level: 'info' });
  const lifecycle = createLifecycle({ logger });
  let stopping = false;
  let signalledAt = -Infinity;

  async function end(reason: string, exitCode: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    const failed = await lifecycle.stop(reason);
    process.exit(failed.length > 0 ? 1 : exitCode);
  }

  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping && performance.now() - signalledAt > ONE_SIGNAL_MS) process.exit(1);
    if (stopping) return;
    signalledAt = performance.now();
    void end(signal, 0);
  };
  const onUncaught = (error: unknown): void => {
    logger.fatal({ error }, 'uncaught error');
    void end('uncaught error', 1);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);

  main({ lifecycle, logger }).catch((error: unknown) => {
    if (stopping) logger.warn({ error }, 'start given up');
    else process.stderr.write(`${service} could not start.\n${String(redact(reasonOf(error)))}\n`);
    // The reason is the last thing to read; of undoing the start only what goes wrong is worth a line.
    if (!stopping) logger.level = 'warn';
    return end('failed start', 1);
  });
}
