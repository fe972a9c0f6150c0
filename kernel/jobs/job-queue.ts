import type { EntityManager } from '@mikro-orm/postgresql';
import { runMigrations } from 'graphile-worker';

import type { Logger } from '../logging/index.ts';
import { workerLogger } from './worker-logger.ts';

export interface Job {
  readonly task: string;
  readonly payload: object;
  /** Of two jobs with one key that wait, the later replaces the earlier. */
  readonly key?: string;
  /** Not before this time; at once unless told. */
  readonly runAt?: Date;
  /** How often it is tried before it is left for people to look at; 8 unless told, over about an hour. */
  readonly attempts?: number;
}

/** Work for later, kept in the subgraph's own database: a job is there if, and only if, the caller's transaction is. */
export interface JobQueue {
  enqueue(em: EntityManager, job: Job): Promise<void>;
}

const ATTEMPTS = 8;

export const jobQueue: JobQueue = {
  async enqueue(em, { task, payload, key, runAt, attempts = ATTEMPTS }) {
    await em.execute(
      'select graphile_worker.add_job(?, payload => ?::json, run_at => ?::timestamptz, max_attempts => ?, job_key => ?)',
      [task, JSON.stringify(payload), runAt ?? null, attempts, key ?? null],
    );
  },
};

/** Makes the queue's tables, or brings them to this version; safe for replicas that start together. */
export async function migrateJobs(databaseUrl: string, logger: Logger): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, logger: workerLogger(logger) });
}
