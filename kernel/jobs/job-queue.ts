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
  /**
   * Which of these keys no job stands for any more: it is done, or it was tried as often as it may be. What is left of
   * such a job is removed. A job whose worker was killed stands until the next one has taken it over.
   */
  removeSpent(em: EntityManager, keys: readonly string[]): Promise<readonly string[]>;
}

const ATTEMPTS = 8;

export const jobQueue: JobQueue = {
  async enqueue(em, { task, payload, key, runAt, attempts = ATTEMPTS }) {
    await em.execute(
      'select graphile_worker.add_job(?, payload => ?::json, run_at => ?::timestamptz, max_attempts => ?, job_key => ?)',
      [task, JSON.stringify(payload), runAt ?? null, attempts, key ?? null],
    );
  },

  async removeSpent(em, keys) {
    const rows = await em.execute<{ key: string }[]>(
      `with spent as (
         select wanted.key, job.id from jsonb_array_elements_text(?::jsonb) as wanted (key)
         left join graphile_worker._private_jobs as job on job.key = wanted.key
         where job.id is null or (job.locked_at is null and job.attempts >= job.max_attempts)
       ), removed as (
         delete from graphile_worker._private_jobs where id in (select id from spent)
       )
       select key from spent`,
      [JSON.stringify(keys)],
    );
    return rows.map(({ key }) => key);
  },
};

/** Makes the queue's tables, or brings them to this version; safe for replicas that start together. */
export async function migrateJobs(databaseUrl: string, logger: Logger): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, logger: workerLogger(logger) });
}
