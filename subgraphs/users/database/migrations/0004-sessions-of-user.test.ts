import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { freshDatabase } from '../../../../tests/support/index.ts';
import { openDatabase, type Database } from '../../../../kernel/database/index.ts';
import { migrations } from './index.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ url: await freshDatabase(), pool: 2, entities: [], migrations });
});
afterAll(() => database.close());

it('the sessions that go with an account are found without reading those of others', async () => {
  const em = database.fork();
  await em.begin();
  await em.execute('set local enable_seqscan = off');
  // As the foreign key looks for them.
  const plan = await em.execute<object[]>('explain delete from session where user_id = ?', [uuidv7()]);
  await em.rollback();
  expect(JSON.stringify(plan)).toContain('session_of_user');
});
