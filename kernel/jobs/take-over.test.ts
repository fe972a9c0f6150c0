import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { freshDatabase, startOwnerProcess } from '../../tests/support/index.ts';
import { openDatabase, type Database } from '../database/index.ts';
import { createLogger } from '../logging/index.ts';
import { jobQueue, migrateJobs, startJobWorker, type JobWorker, type Task } from './index.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const JOBS = new URL('./index.ts', import.meta.url).href;
const LOGGING = new URL('../logging/index.ts', import.meta.url).href;
const HELD_BY = 'select distinct locked_by as id from graphile_worker.jobs where locked_by is not null';
const LOCKS = `select pid from pg_locks where locktype = 'advisory' and granted
  and database = (select oid from pg_database where datname = current_database())`;

describe('the jobs of a worker that is gone', () => {
  let databaseUrl: string;
  let database: Database;
  let workers: JobWorker[];

  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    await migrateJobs(databaseUrl, logger);
  });
  beforeEach(async () => {
    workers = [];
    database = await openDatabase({ url: databaseUrl, pool: 3, entities: [], migrations: [] });
    await database.fork().execute('truncate graphile_worker._private_jobs');
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await database.close();
  });

  const work = async (run: Task['run']): Promise<void> => {
    workers.push(await startJobWorker({ databaseUrl, tasks: { greet: { run } }, logger }));
  };
  const greet = (attempts = 8) => jobQueue.enqueue(database.fork(), { task: 'greet', payload: {}, attempts });
  const held = () => database.fork().execute<{ id: string }[]>(HELD_BY);
  /** A process of its own that begins every job and ends none. */
  const startHanging = () =>
    startOwnerProcess(`
      import { startJobWorker } from ${JSON.stringify(JOBS)};
      import { createLogger } from ${JSON.stringify(LOGGING)};
      const logger = createLogger({ service: 'test', level: 'silent' });
      const tasks = { greet: { run: () => new Promise(() => undefined) } };
      await startJobWorker({ databaseUrl: ${JSON.stringify(databaseUrl)}, tasks, logger });
      console.log(JSON.stringify('ready'));`);

  it('go to another within seconds of its being killed, and what it had begun counts as an attempt', async () => {
    const hanging = await startHanging();
    await greet();
    await vi.waitFor(async () => expect(await held()).toHaveLength(1), { timeout: 10_000 });
    let runs = 0;
    await work(() => Promise.resolve(void (runs += 1)));
    await hanging.kill();
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 15_000 });
    await vi.waitFor(async () =>
      expect(await database.fork().execute('select 1 from graphile_worker.jobs')).toEqual([]),
    );
  });

  it('are not tried once more than they may be', async () => {
    const hanging = await startHanging();
    await greet(1);
    await vi.waitFor(async () => expect(await held()).toHaveLength(1), { timeout: 10_000 });
    await hanging.kill();
    let runs = 0;
    await work(() => Promise.resolve(void (runs += 1)));
    await vi.waitFor(async () => expect(await held()).toHaveLength(0), { timeout: 15_000 });
    await jobQueue.enqueue(database.fork(), { task: 'greet', payload: {} });
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 });
    expect(await database.fork().execute('select attempts, locked_at from graphile_worker.jobs')).toEqual([
      { attempts: 1, locked_at: null },
    ]);
  });

  it('are left to one that lives, also when its connections were cut', async () => {
    let runs = 0;
    const { promise: over, resolve: end } = Promise.withResolvers<undefined>();
    const slow = async (): Promise<void> => {
      runs += 1;
      await over;
    };
    await Promise.all([work(slow), work(slow)]);
    await greet();
    await vi.waitFor(async () => expect(await held()).toHaveLength(1), { timeout: 10_000 });
    const before = await held();
    const cut = await database
      .fork()
      .execute<{ pid: number }[]>(`select pg_terminate_backend(pid), pid from (${LOCKS}) as lock`);
    expect(cut).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(await database.fork().execute(LOCKS)).toHaveLength(2);
    expect(await held()).toEqual(before);
    end(undefined);
    await vi.waitFor(async () => expect(await held()).toHaveLength(0), { timeout: 10_000 });
    expect(runs).toBe(1);
  });
});
