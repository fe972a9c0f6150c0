import { PRESENCE_SEED } from './presence-lock.ts';

/** What is needed of a connection. */
export interface Client {
  query(sql: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** Looks after the jobs that dead workers hold. */
export interface DeadWorkers {
  /**
   * Gives back the jobs of workers that have been seen without their lock often enough; call it again and again. What
   * they had begun has counted as an attempt. @returns the ids of those workers.
   */
  release(): Promise<readonly string[]>;
}

/** A living worker that lost its connection takes its lock again within this time, and none is called dead before. */
const GONE_FOR_MS = 2_500;

/** Workers that hold jobs and whose lock nobody holds; looking takes no lock, so it disturbs nobody who wants one. */
const FIND = `select holder.id from (
    select distinct locked_by as id from graphile_worker._private_jobs where locked_by is not null
  ) as holder
  cross join lateral (select hashtextextended(holder.id, ${PRESENCE_SEED}) as key) as lock
  where not exists (
    select from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = (lock.key >> 32) & 4294967295 and objid::bigint = lock.key & 4294967295
  )`;
/** With their locks, so that none of them comes back to life meanwhile. */
const RELEASE = `with dead as materialized (
    select id from unnest($1::text[]) as id where pg_try_advisory_xact_lock(hashtextextended(id, ${PRESENCE_SEED}))
  )
  select id, graphile_worker.force_unlock_workers(array[id]) from dead`;

export function deadWorkers(client: Client): DeadWorkers {
  let missingSince: ReadonlyMap<string, number> = new Map();
  return {
    async release() {
      const missing = idsOf(await client.query(FIND));
      const now = performance.now();
      missingSince = new Map(missing.map((id) => [id, missingSince.get(id) ?? now]));
      const gone = missing.filter((id) => now - (missingSince.get(id) ?? now) >= GONE_FOR_MS);
      return gone.length === 0 ? [] : idsOf(await client.query(RELEASE, [gone]));
    },
  };
}

function idsOf({ rows }: { readonly rows: readonly unknown[] }): readonly string[] {
  return (rows as readonly { readonly id: string }[]).map(({ id }) => id);
}
