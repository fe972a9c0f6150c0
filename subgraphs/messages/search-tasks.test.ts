import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { jobQueue, migrateJobs, startJobWorker, type JobWorker } from '../../kernel/jobs/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlMessageFinder } from './database/sql-message-finder.ts';
import { SqlMessageSearchRepository } from './database/sql-message-search.repository.ts';
import { MessageEditSchema } from './entities/message-edit.entity.ts';
import type { MessageSearch } from './entities/message-search.ts';
import { MessageSchema } from './entities/message.entity.ts';
import type { MessageFinder } from './repositories/message-search.repository.ts';
import { createSearchJobs, searchTasks } from './search-jobs.ts';
import { SEARCH_ATTEMPTS, SearchTaskService } from './services/search-task.service.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const NOBODY = '01900000-0000-7000-8000-00000000000a';

describe('a search that goes wrong', () => {
  let databaseUrl: string;
  let database: Database;
  let worker: JobWorker | undefined;

  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    database = await openDatabase({
      url: databaseUrl,
      pool: 4,
      entities: [MessageSchema, MessageEditSchema],
      migrations,
    });
    await migrateJobs(databaseUrl, logger);
  });
  beforeEach(async () => {
    worker = undefined;
    await database.fork().execute('truncate graphile_worker._private_jobs');
    await database.fork().execute('truncate message_search cascade');
  });
  afterEach(() => worker?.close());
  afterAll(() => database.close());

  const searchJobs = createSearchJobs(jobQueue);
  const searches = () => new SqlMessageSearchRepository(database.fork(), searchJobs);
  const tasks = (find: MessageFinder['find'], keptForMs = 60_000) =>
    new SearchTaskService({
      searches: searches(),
      finder: { find },
      chatScopeOf: () => Promise.resolve([NOBODY]),
      keptForMs,
      now: () => new Date(),
    });
  const work = async ({ find }: MessageFinder): Promise<void> => {
    const jobs = searchTasks(
      () => tasks(find),
      () => undefined,
    );
    worker = await startJobWorker({ databaseUrl, tasks: jobs, logger });
  };
  const start = async (): Promise<string> => {
    const id = crypto.randomUUID();
    const question = { text: 'report', match: 'WORDS', order: 'NEWEST' } as const;
    await searches().start({ id, userId: NOBODY, ...question, createdAt: new Date() }, 10);
    return id;
  };
  const read = async (id: string): Promise<MessageSearch | undefined> => await searches().byId(id, new Date());
  const hurry = () =>
    database.fork().execute('update graphile_worker._private_jobs set run_at = now() where attempts > 0');
  const failed = (id: string) =>
    vi.waitFor(
      async () => {
        await hurry();
        const search = await read(id);
        if (search?.status !== 'FAILED') throw new Error(`is ${search?.status ?? 'gone'}`);
        return search;
      },
      { timeout: 20_000, interval: 100 },
    );

  it('fails after its attempts, and says of what without what is inside', async () => {
    const find = vi.fn(() => Promise.reject(new Error('relation "secret" does not exist')));
    await work({ find });
    expect(await failed(await start())).toMatchObject({
      attempts: SEARCH_ATTEMPTS,
      failure: 'Something went wrong on our side.',
    });
    expect(find).toHaveBeenCalledTimes(SEARCH_ATTEMPTS);
  });

  it('says where it took too long', async () => {
    await work({ find: () => Promise.reject(new AppError('DEADLINE_EXCEEDED')) });
    expect((await failed(await start())).failure).toBe('It took too long.');
  });

  it('succeeds where a later attempt does', async () => {
    let tries = 0;
    await work({ find: () => (++tries < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve([])) });
    const id = await start();
    await vi.waitFor(
      async () => {
        await hurry();
        expect(await read(id)).toMatchObject({ status: 'SUCCESS', attempts: 3, failure: null });
      },
      { timeout: 20_000, interval: 100 },
    );
  });

  it('fails also where its worker died at every attempt', async () => {
    const id = await start();
    // As the last crash leaves it, after the jobs of the dead worker were given back.
    await database.fork().execute('update graphile_worker._private_jobs set attempts = max_attempts');
    await database.fork().execute(`update message_search set status = 'IN_PROCESS', attempts = 4, started_at = now()`);
    expect(await tasks(() => Promise.resolve([])).lookAfter()).toEqual({ purged: 0, failed: 1 });
    expect((await failed(id)).failure).toBe('The worker stopped in the middle of it, several times.');
    const left = `select 1 from graphile_worker._private_jobs where key like 'message_search:%'`;
    expect(await database.fork().execute(left)).toEqual([]);
  });

  it('stays as it ended where its job runs once more', async () => {
    const id = await start();
    await Promise.all([1, 2, 3].map(() => tasks(() => Promise.resolve([])).run(id)));
    const before = await read(id);
    expect(before?.status).toBe('SUCCESS');
    const never = tasks(() => Promise.reject(new Error('never asked')));
    for (const search of [id, crypto.randomUUID(), 'nonsense']) await never.run(search);
    expect(await read(id)).toEqual(before);
  });

  it('is left alone while a job stands for it, and forgotten some time after it ended', async () => {
    const id = await start();
    const service = tasks(() => Promise.resolve([]), 1);
    expect(await service.lookAfter()).toEqual({ purged: 0, failed: 0 });
    await service.run(id);
    await vi.waitFor(async () => expect(await service.lookAfter()).toEqual({ purged: 1, failed: 0 }));
    expect(await database.fork().execute('select 1 from message_search')).toEqual([]);
  });

  it('is ended by the database where it takes longer than it may', async () => {
    const locked = database.fork().transactional(async (em) => {
      await em.execute('lock table message in access exclusive mode');
      const question = { text: 'report', match: 'WORDS', order: 'NEWEST' } as const;
      const finder = new SqlMessageFinder(database.fork());
      await expect(finder.find(question, { chatIds: [NOBODY], first: 10, timeoutMs: 200 })).rejects.toMatchObject({
        code: 'DEADLINE_EXCEEDED',
      });
    });
    await locked;
  });
});
