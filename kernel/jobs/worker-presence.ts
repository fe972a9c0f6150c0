import { setTimeout as delay } from 'node:timers/promises';

import { makeWorkerUtils, type WorkerUtils } from 'graphile-worker';

import type { Logger } from '../logging/index.ts';
import { deadWorkers, type Client } from './dead-workers.ts';
import { PRESENCE_SEED } from './presence-lock.ts';
import { workerLogger } from './worker-logger.ts';

export interface PresenceOptions {
  readonly databaseUrl: string;
  /** The id under which the worker locks its jobs, as soon as it has one; undefined where it never will. */
  readonly workerId: Promise<string | undefined>;
  readonly logger: Logger;
  /** Told once for each time that the connection was lost. */
  readonly report: (error: unknown) => void;
}

/**
 * Shows to other workers that this one lives: a lock of the database, held by a connection of its own, that the server
 * takes away when the process is gone. While it lives it looks after the jobs of those that do not.
 */
export interface WorkerPresence {
  /** Resolves at once while the lock is held, else when it is or the worker is to stop; take no job before. */
  held(): Promise<undefined>;
  /** The worker is to stop: whoever waits for the lock waits no longer. */
  waitNoMore(): void;
  /** Gives the lock back; call it when no job is left. */
  close(): Promise<void>;
}

/** Shorter than what others wait before they believe that a worker is dead. */
const LOOK_EVERY_MS = 500;
const ANSWER_WITHIN_MS = 1_000;
const CONNECTED_WITHIN_MS = 5_000;
const RECONNECT_AFTER_MS = 200;

const LOCK = `select pg_advisory_lock(hashtextextended($1, ${PRESENCE_SEED}))`;

export function showPresence({ databaseUrl, workerId, logger, report }: PresenceOptions): WorkerPresence {
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = (): boolean => signal.aborted;
  const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal }).catch(() => undefined);
  let lock = Promise.withResolvers<undefined>();
  let isWaitingOver = false;
  const open = (): void => {
    lock.resolve(undefined);
  };
  let isReported = false;

  const hold = async (client: Client, id: string): Promise<void> => {
    const dead = deadWorkers(client);
    await within(CONNECTED_WITHIN_MS, client.query(LOCK, [id]));
    open();
    isReported = false;
    try {
      while (!isStopping()) {
        const released = await within(ANSWER_WITHIN_MS, dead.release());
        if (released.length > 0) logger.warn({ workers: released }, 'took over the jobs of workers that are gone');
        await pause(LOOK_EVERY_MS);
      }
    } finally {
      // Only one that was held is lost: whoever waits for it already goes on waiting for the same.
      lock = Promise.withResolvers();
      if (isWaitingOver) open();
    }
  };
  const connect = async (): Promise<WorkerUtils> => {
    const opening = makeWorkerUtils({ connectionString: databaseUrl, maxPoolSize: 1, logger: workerLogger(logger) });
    return await within(CONNECTED_WITHIN_MS, opening).catch((error: unknown) => {
      opening.then((late) => late.release()).catch(() => undefined);
      throw error;
    });
  };
  const connectAndHold = async (id: string): Promise<void> => {
    let utils: WorkerUtils | undefined;
    try {
      utils = await connect();
      const connected = Promise.withResolvers<undefined>();
      const holding = utils.withPgClient(async (client) => {
        connected.resolve(undefined);
        await hold(client, id);
      });
      await within(CONNECTED_WITHIN_MS, Promise.race([connected.promise, holding]));
      await holding;
    } catch (error) {
      if (!isReported) report(error);
      isReported = true;
    } finally {
      const released = utils?.release();
      // What is broken may never say that it is closed.
      await Promise.race([Promise.resolve(released).catch(() => undefined), delay(ANSWER_WITHIN_MS)]);
    }
  };
  const keep = async (): Promise<void> => {
    const id = await workerId;
    while (id !== undefined && !isStopping()) {
      await connectAndHold(id);
      await pause(RECONNECT_AFTER_MS);
    }
  };
  const keeping = keep();

  return {
    held: () => lock.promise,
    waitNoMore() {
      isWaitingOver = true;
      open();
    },
    async close() {
      stopping.abort();
      await keeping;
    },
  };
}

/** A connection that does not answer is as good as lost, though nobody has said so. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const tooLong = new AbortController();
  const late = delay(ms, undefined, { signal: tooLong.signal }).then(() => {
    throw new Error('the database does not answer on the connection that shows that this worker lives');
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    tooLong.abort();
  }
}
