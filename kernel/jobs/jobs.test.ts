import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { freshDatabase } from '../../tests/support/index.ts';
import { openDatabase, type Database } from '../database/index.ts';
import { AppError } from '../errors/index.ts';
import { createLogger } from '../logging/index.ts';
import { jobQueue, migrateJobs, startJobWorker, type JobWorker, type Tasks } from './index.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

describe('jobs', () => {
  let databaseUrl: string;
  let database: Database;
  let workers: JobWorker[];

  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    await Promise.all([1, 2, 3].map(() => migrateJobs(databaseUrl, logger)));
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

  const work = async (tasks: Tasks): Promise<void> => {
    workers.push(await startJobWorker({ databaseUrl, tasks, logger }));
  };
  const greet = (name: string) => jobQueue.enqueue(database.fork(), { task: 'greet', payload: { name } });

  it('are worked on, each once, by whichever worker is free', async () => {
    const greeted: unknown[] = [];
    const tasks: Tasks = { greet: { run: (payload) => Promise.resolve(void greeted.push(payload)) } };
    await Promise.all([work(tasks), work(tasks)]);
    const names = Array.from({ length: 30 }, (_, n) => `n${n}`);
    await Promise.all(names.map(greet));
    await vi.waitFor(() => expect(greeted).toHaveLength(30), { timeout: 5_000 });
    expect(new Set(greeted.map((payload) => (payload as { name: string }).name))).toEqual(new Set(names));
  });

  it('are there only where the transaction that made them is', async () => {
    const greeted: unknown[] = [];
    const rolledBack = database.fork().transactional(async (em) => {
      await jobQueue.enqueue(em, { task: 'greet', payload: { name: 'never' } });
      throw new Error('changed our mind');
    });
    await expect(rolledBack).rejects.toThrow('changed our mind');
    await greet('always');
    await work({ greet: { run: (payload) => Promise.resolve(void greeted.push(payload)) } });
    await vi.waitFor(() => expect(greeted).toEqual([{ name: 'always' }]), { timeout: 5_000 });
  });

  it('wait where they have a key, and the later one takes the place of the earlier', async () => {
    const greeted: unknown[] = [];
    for (const name of ['earlier', 'later'])
      await jobQueue.enqueue(database.fork(), { task: 'greet', payload: { name }, key: 'one' });
    await work({ greet: { run: (payload) => Promise.resolve(void greeted.push(payload)) } });
    await vi.waitFor(() => expect(greeted).toEqual([{ name: 'later' }]), { timeout: 5_000 });
  });

  it('are tried again after a failure', async () => {
    let tries = 0;
    const failOnce = (): Promise<void> => (++tries === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve());
    await work({ greet: { run: failOnce } });
    await greet('stubborn');
    await vi.waitFor(() => expect(tries).toBe(1), { timeout: 5_000 });
    const isPutOff = 'select 1 from graphile_worker.jobs where run_at > now()';
    await vi.waitFor(async () => expect(await database.fork().execute(isPutOff)).toHaveLength(1), { timeout: 5_000 });
    await database.fork().execute('update graphile_worker._private_jobs set run_at = now()');
    await vi.waitFor(() => expect(tries).toBe(2), { timeout: 5_000 });
  });

  it('say in one line why an attempt failed, without a stack where another part is away', async () => {
    const lines: string[] = [];
    const stream = { write: (line: string) => lines.push(line) };
    const away = new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error('chats refused the connection') });
    const tasks: Tasks = { greet: { run: () => Promise.reject(away) } };
    workers.push(
      await startJobWorker({ databaseUrl, tasks, logger: createLogger({ service: 'test', level: 'warn', stream }) }),
    );
    await greet('nobody');
    await vi.waitFor(() => expect(lines).not.toHaveLength(0), { timeout: 5_000 });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', task: 'greet', attempt: 1, attempts: 8 });
    expect(lines[0]).toContain('chats refused the connection');
    expect(lines[0]).not.toContain('    at ');
  });

  it('go on when the connections to the database were cut', async () => {
    const greeted: unknown[] = [];
    await work({ greet: { run: (payload) => Promise.resolve(void greeted.push(payload)) } });
    await database
      .fork()
      .execute(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    await vi.waitFor(() => greet('after'), { timeout: 5_000 });
    await vi.waitFor(() => expect(greeted.length).toBeGreaterThan(0), { timeout: 10_000 });
  });

  it('go on when the database was away for longer than a first look for it', async () => {
    let runs = 0;
    await work({ greet: { run: () => Promise.resolve(void (runs += 1)) } });
    const other = await openDatabase({ url: await freshDatabase(), pool: 3, entities: [], migrations: [] });
    const name = new URL(databaseUrl).pathname.slice(1);
    await other.fork().execute(`alter database ${name} allow_connections false`);
    await other.fork().execute('select pg_terminate_backend(pid) from pg_stat_activity where datname = ?', [name]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await other.fork().execute(`alter database ${name} allow_connections true`);
    await other.close();
    await vi.waitFor(() => greet('after'), { timeout: 5_000 });
    await vi.waitFor(() => expect(runs).toBeGreaterThan(0), { timeout: 10_000 });
  });

  it('go on where the first look at the database failed', async () => {
    const fork = database.fork();
    await fork.execute(`create function refuse_task() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full'; end $$`);
    await fork.execute(`create trigger full_disk before insert on graphile_worker._private_tasks
      for each row execute function refuse_task()`);
    let runs = 0;
    await work({ late: { run: () => Promise.resolve(void (runs += 1)) } });
    await new Promise((resolve) => setTimeout(resolve, 700));
    await fork.execute('drop function refuse_task cascade');
    await jobQueue.enqueue(fork, { task: 'late', payload: {} });
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 });
  });

  it('that are begun end before their worker does', async () => {
    let [isBegun, isDone] = [false, false];
    const slow = async (): Promise<void> => {
      isBegun = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
      isDone = true;
    };
    await work({ greet: { run: slow } });
    await greet('slow');
    await vi.waitFor(() => expect(isBegun).toBe(true), { timeout: 5_000 });
    await workers.pop()?.close();
    expect(isDone).toBe(true);
  });

  describe('that repeat themselves', () => {
    it('run at their times, once each over all workers, and go on after a failure', async () => {
      const runs: number[] = [];
      const tick = {
        everyMs: 250,
        run(): Promise<void> {
          runs.push(Date.now());
          return runs.length === 2 ? Promise.reject(new Error('the second fails')) : Promise.resolve();
        },
      };
      await Promise.all([work({ tick }), work({ tick }), work({ tick })]);
      await vi.waitFor(() => expect(runs.length).toBeGreaterThanOrEqual(4), { timeout: 10_000 });
      const [first = 0, , , fourth = 0] = runs;
      // Three times 250 ms, less what the first was late.
      expect(fourth - first).toBeGreaterThan(450);
    });

    it('run by their new interval after a restart that made it shorter', async () => {
      let runs = 0;
      const run = (): Promise<void> => Promise.resolve(void (runs += 1));
      await work({ tick: { everyMs: 3_600_000, run } });
      await workers.pop()?.close();
      await work({ tick: { everyMs: 300, run } });
      await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(2), { timeout: 5_000 });
    });

    it('go on where their next run could not be planned for a while', async () => {
      let runs = 0;
      await work({ tick: { everyMs: 300, run: () => Promise.resolve(void (runs += 1)) } });
      await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(1), { timeout: 5_000 });
      await database.fork().execute(`create function refuse() returns trigger language plpgsql as $$
        begin raise exception 'the disk is full'; end $$`);
      await database.fork().execute(`create trigger full_disk before insert or update of run_at
        on graphile_worker._private_jobs for each row when (new.attempts = 0) execute function refuse()`);
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      await database.fork().execute('drop function refuse cascade');
      const before = runs;
      await vi.waitFor(() => expect(runs).toBeGreaterThan(before), { timeout: 5_000 });
    });

    it('say which of them failed', async () => {
      const lines: string[] = [];
      const stream = { write: (line: string) => lines.push(line) };
      const tasks = { tick: { everyMs: 300, run: () => Promise.reject(new Error('out of salt')) } };
      workers.push(
        await startJobWorker({ databaseUrl, tasks, logger: createLogger({ service: 'test', level: 'warn', stream }) }),
      );
      await vi.waitFor(() => expect(lines).not.toHaveLength(0), { timeout: 5_000 });
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', task: 'tick' });
    });

    it('do not wait for a worker that was killed in the middle of one', async () => {
      let runs = 0;
      const hanging = { everyMs: 150, run: () => new Promise<never>(() => (runs += 1)) };
      await work({ tick: hanging });
      await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
      workers = [];
    });
  });
});
