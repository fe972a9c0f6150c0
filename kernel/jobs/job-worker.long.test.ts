import { expect, it, vi } from 'vitest';

import { freshDatabase } from '../../tests/support/index.ts';
import { openDatabase } from '../database/index.ts';
import { createLogger } from '../logging/index.ts';
import { jobQueue, migrateJobs, startJobWorker } from './index.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const WAITS = `select 1 from pg_locks where not granted and relation = 'graphile_worker.migrations'::regclass`;

it('a worker that is closed while it takes the place of another takes no further job', async () => {
  const databaseUrl = await freshDatabase();
  await migrateJobs(databaseUrl, logger);
  const database = await openDatabase({ url: databaseUrl, pool: 3, entities: [], migrations: [] });
  const fork = database.fork();
  let runs = 0;
  const tasks = { greet: { run: () => Promise.resolve(void (runs += 1)) } };
  const worker = await startJobWorker({ databaseUrl, tasks, logger });
  await fork.execute('alter table graphile_worker._private_jobs rename to away');

  let closing: Promise<void> | undefined;
  await database.fork().transactional(async (em) => {
    await em.execute('lock table graphile_worker.migrations in access exclusive mode');
    await vi.waitFor(async () => expect(await fork.execute<object[]>(WAITS)).not.toHaveLength(0), { timeout: 20_000 });
    closing = worker.close();
  });
  await fork.execute('alter table graphile_worker.away rename to _private_jobs');
  await closing;

  await jobQueue.enqueue(fork, { task: 'greet', payload: {} });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(runs).toBe(0);
  await database.close();
});
