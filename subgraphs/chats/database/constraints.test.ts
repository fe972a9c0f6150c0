import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '../../../kernel/database/index.ts';
import { freshDatabase } from '../../../tests/support/index.ts';
import { migrations } from './migrations/index.ts';

const CHAT = '01900000-0000-7000-8000-000000000001';

describe('the database of chats refuses by itself', () => {
  let database: Database;
  const run = (sql: string) => database.fork().execute(sql);

  beforeAll(async () => {
    database = await openDatabase({ url: await freshDatabase(), pool: 2, entities: [], migrations });
    await run(`insert into chat (id, name, member_count, created_at, updated_at, last_activity_at)
      values ('${CHAT}', 'tea', 1, now(), now(), now())`);
    await run(`insert into membership (id, chat_id, user_id, role, created_at)
      values (gen_random_uuid(), '${CHAT}', '${CHAT}', 'OWNER', now())`);
  });
  afterAll(() => database.close());

  it.each([
    [`update chat set name = ''`, 'chat_name_length'],
    [`update chat set name = repeat('x', 256)`, 'chat_name_length'],
    [`update chat set description = repeat('x', 2001)`, 'chat_description_length'],
    [`update chat set join_policy = 'NOBODY'`, 'chat_join_policy_known'],
    ['update chat set version = 0', 'chat_version_range'],
    ['update chat set member_count = -1', 'chat_member_count_range'],
    ['update chat set member_count = 10001', 'chat_member_count_range'],
    [`update membership set role = 'KING'`, 'membership_role_known'],
    [`update membership set display_name = ''`, 'membership_display_name_length'],
    [`update membership set display_name = repeat('x', 256)`, 'membership_display_name_length'],
    [
      `insert into membership (id, chat_id, user_id, role, created_at)
       select gen_random_uuid(), chat_id, user_id, 'MEMBER', now() from membership`,
      'membership_once',
    ],
  ])('%s', async (statement, constraint) => {
    await expect(run(statement)).rejects.toMatchObject({
      message: expect.stringContaining(`"${constraint}"`) as string,
    });
  });

  it('but not the largest that the rules allow', async () => {
    await run(`update chat set name = repeat('x', 255), description = repeat('y', 2000), member_count = 10000`);
    await run(`update membership set display_name = repeat('x', 255), role = 'ADMIN'`);
  });
});
