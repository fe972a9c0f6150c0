import type { Logger } from '../logging/index.ts';

export interface Lifecycle {
  /**
   * Registers what undoes a step of the start. Registered while the process already stops, it runs at once:
   * a start that is overtaken by a signal leaves nothing open.
   */
  onStop(name: string, stop: () => Promise<void> | void, timeoutMs?: number): void;
  /**
   * Runs all stops, the last registered first, one after the other; a failed or overdue one is logged and the
   * next still runs. Any further call waits for the same stop.
   * @returns the names of the stops that failed or were overdue.
   */
  stop(reason: string): Promise<readonly string[]>;
}

interface Step {
  readonly name: string;
  readonly stop: () => Promise<void> | void;
  readonly timeoutMs: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * The order in which a process stops: the reverse of its start. So register in the order of opening: stores,
 * subgraphs, settling of work begun, listener, drain delay, readiness. Then the process is first not ready,
 * waits for load balancers to notice, stops accepting, finishes what is in flight, settles, closes its stores.
 */
export function createLifecycle({ logger }: { readonly logger: Logger }): Lifecycle {
  const steps: Step[] = [];
  const failed: string[] = [];
  let stopping: Promise<readonly string[]> | undefined;

  async function runStep({ name, stop, timeoutMs }: Step): Promise<void> {
    const startedAt = performance.now();
    try {
      await within(timeoutMs, stop);
      logger.info({ step: name, duration_ms: Math.round(performance.now() - startedAt) }, 'stopped');
    } catch (error) {
      failed.push(name);
      logger.error({ error, step: name }, 'could not stop cleanly');
    }
  }

  async function runSteps(): Promise<readonly string[]> {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) await runStep(step);
    return failed;
  }

  return {
    onStop(name, stop, timeoutMs = DEFAULT_TIMEOUT_MS) {
      steps.push({ name, stop, timeoutMs });
      if (stopping !== undefined) stopping = stopping.then(runSteps);
    },
    stop(reason) {
      if (stopping === undefined) {
        logger.info({ reason }, 'stopping');
        stopping = runSteps();
      }
      return stopping;
    },
  };
}

async function within(timeoutMs: number, work: () => Promise<void> | void): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`not done after ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([work(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
