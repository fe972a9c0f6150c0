import { setTimeout as delay } from 'node:timers/promises';

import { makeWorkerUtils } from 'graphile-worker';

import type { Logger } from '../logging/index.ts';
import type { Tasks } from './task.ts';
import { workerLogger } from './worker-logger.ts';

export interface PlanningOptions {
  readonly databaseUrl: string;
  readonly tasks: Tasks;
  readonly logger: Logger;
  readonly report: (error: unknown, task: string) => void;
}

/** Sees to it that each task that repeats itself has a next run. */
export interface Planning {
  close(): Promise<void>;
}

/** How often it is looked after, at least; a task that comes more often is looked after as often as it comes. */
const LOOK_EVERY_MS = 10_000;

/**
 * A run plans the next one itself; this begins the series, and mends it: where that plan was lost with a database that
 * went away or a worker that was killed, or is of a longer interval than today's.
 */
const PLAN = `select graphile_worker.add_job($1, run_at => $2::timestamptz, max_attempts => 1, job_key => $1)
  where not exists (
    select from graphile_worker.jobs
    where key = $1 and locked_at is null and attempts < max_attempts and run_at <= $2::timestamptz
  )`;

/** @throws where the first runs cannot be planned. */
export async function startPlanning({ databaseUrl, tasks, logger, report }: PlanningOptions): Promise<Planning> {
  const repeating = Object.entries(tasks).flatMap(([name, { everyMs }]) =>
    everyMs === undefined ? [] : [{ name, everyMs }],
  );
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = (): boolean => signal.aborted;
  const utils = await makeWorkerUtils({
    connectionString: databaseUrl,
    maxPoolSize: 1,
    logger: workerLogger(logger),
  });
  const plan = async (name: string, everyMs: number): Promise<void> => {
    const runAt = new Date(Date.now() + everyMs);
    await utils.withPgClient((client) => client.query(PLAN, [name, runAt]));
  };
  const look = async (name: string, everyMs: number): Promise<void> => {
    while (!isStopping()) {
      await delay(Math.min(everyMs, LOOK_EVERY_MS), undefined, { signal }).catch(() => undefined);
      if (!isStopping())
        await plan(name, everyMs).catch((error: unknown) => {
          report(error, name);
        });
    }
  };
  try {
    for (const { name, everyMs } of repeating) await plan(name, everyMs);
  } catch (error) {
    await utils.release();
    throw error;
  }
  const looking = repeating.map(({ name, everyMs }) => look(name, everyMs));

  return {
    async close() {
      stopping.abort();
      await Promise.all(looking);
      await utils.release();
    },
  };
}
