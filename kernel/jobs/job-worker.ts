import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { run, type Runner, type Task as Handler, type WorkerEvents } from 'graphile-worker';

import { toAppError } from '../errors/index.ts';
import { logError, type Logger } from '../logging/index.ts';
import { startPlanning } from './plan-runs.ts';
import type { Task, Tasks } from './task.ts';
import { workerLogger } from './worker-logger.ts';
import { showPresence, type WorkerPresence } from './worker-presence.ts';

export interface JobWorkerOptions {
  readonly databaseUrl: string;
  readonly tasks: Tasks;
  readonly logger: Logger;
}

/**
 * Works on the jobs of one subgraph. Start several, in one process or in many: each job is worked on by one. The jobs of
 * a worker that was killed go to the others, or to its successor, within about five seconds.
 */
export interface JobWorker {
  /** Takes no further job and waits for those it has. */
  close(): Promise<void>;
}

type Report = (error: unknown, task?: string) => void;

interface Running {
  readonly runner: Runner;
  readonly presence: WorkerPresence;
  /** Resolves when the worker has ended, by our will or not. */
  readonly ended: Promise<void>;
}

const JOBS_AT_ONCE = 4;
/** Jobs that are due at once are announced; this is for those that become due later, and for lost announcements. */
const POLL_MS = 500;
const READY_WITHIN_MS = 1_000;
const RESTART_AFTER_MS = 1_000;
const MOST_FAILURES = 20;

/** Starts a worker. One whose database goes away is stopped after a few seconds; another one takes its place. */
export async function startJobWorker({ databaseUrl, tasks, logger }: JobWorkerOptions): Promise<JobWorker> {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const report = (error: unknown, task?: string): void => {
    logError(task === undefined ? logger : logger.child({ task }), toAppError(error));
  };
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]): [string, Handler] => [name, handlerOf(name, task, report)]),
  );

  const open = async (): Promise<Running> => {
    const workerId = Promise.withResolvers<string | undefined>();
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => {
      workerId.resolve(workerPool.id);
    });
    const presence = showPresence({ databaseUrl, workerId: workerId.promise, logger, report });
    const opening = run({
      connectionString: databaseUrl,
      taskList,
      parsedCronItems: [],
      concurrency: JOBS_AT_ONCE,
      maxPoolSize: JOBS_AT_ONCE + 1,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      logger: workerLogger(logger),
      events,
      // Asked before each job: one that is taken without the lock would look like that of a dead worker.
      forbiddenFlags: async () => {
        await presence.held();
        return [];
      },
    });
    const runner = await opening.catch(async (error: unknown) => {
      workerId.resolve(undefined);
      await presence.close();
      throw error;
    });
    stopWhereItCannotRead(runner, report);
    // Its first jobs would be late by as long as its lock takes.
    await Promise.race([presence.held(), delay(READY_WITHIN_MS)]);
    return { runner, presence, ended: runner.promise.catch(report).then(() => presence.close()) };
  };

  let running = await open();
  const stopRunning = async (): Promise<void> => {
    const { runner, presence, ended } = running;
    presence.waitNoMore();
    await runner.stop().catch(() => undefined);
    await ended;
  };
  const planning = await startPlanning({ databaseUrl, tasks, logger, report }).catch(async (error: unknown) => {
    await stopRunning();
    throw error;
  });
  const replace = async (): Promise<void> => {
    while (!isStopping()) {
      await running.ended;
      await delay(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!isStopping()) await open().then((next) => (running = next), report);
    }
  };
  const replacing = replace();

  return {
    async close() {
      stopping.abort();
      await planning.close();
      await stopRunning();
      await replacing;
      // One that was just being opened has taken the place of the other meanwhile.
      await stopRunning();
    },
  };
}

/** A worker may hold on to its first failure for ever, long after the database is back, and says so nowhere. */
function stopWhereItCannotRead(runner: Runner, report: Report): void {
  const { events } = runner;
  let failures = 0;
  const forget = (): void => {
    failures = 0;
  };
  events.on('worker:getJob:empty', forget);
  events.on('job:start', forget);
  events.on('worker:getJob:error', ({ error }) => {
    failures += 1;
    if (failures !== MOST_FAILURES) return;
    report(error);
    runner.stop().catch(() => undefined);
  });
}

/**
 * A task that repeats itself plans its next run before it works: a worker that is killed in the middle, or a run that
 * fails, does not end the series. One that comes late does not hurry to catch up.
 */
function handlerOf(name: string, { everyMs, run: work }: Task, report: Report): Handler {
  if (everyMs === undefined) return (payload) => work(payload);
  return async (payload, { addJob, job }) => {
    const onTime = job.run_at.getTime() + everyMs;
    const runAt = new Date(onTime > Date.now() ? onTime : Date.now() + everyMs);
    await addJob(name, {}, { jobKey: name, maxAttempts: 1, runAt });
    await work(payload).catch((error: unknown) => {
      report(error, name);
    });
  };
}
