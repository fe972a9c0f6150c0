import { beforeAll, describe, expect, it } from 'vitest';

import { openDatabase } from '../../../../kernel/database/index.ts';
import { freshDatabase } from '../../../../tests/support/index.ts';
import { openTestSubgraph, someUser, type TestReply } from '../../../../tests/support/open-test-subgraph.ts';
import { users } from '../../module.ts';
import { migrations } from './index.ts';

/** As an installation of before the profiles may have them: names that differ in case only, times of the database's own. */
const ACCOUNTS = `insert into user_account
    (id, email, username, password_hash, roles, paid_access, paid_access_seq, is_active, created_at, updated_at)
  select gen_random_uuid(), 'old' || i || '@example.org', case i when 1 then 'Ann' when 2 then 'ann' end, 'hash',
    case i when 1 then array['USER', 'ADMIN'] else array['USER'] end, i % 2 = 0, 0, i <> 7,
    '2025-01-01T00:00:00.123456Z'::timestamptz + i * interval '100 microseconds', now()
  from generate_series(1, 50) as i`;

describe('the step to profiles', () => {
  let databaseUrl: string;
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    const before = await openDatabase({ url: databaseUrl, pool: 2, entities: [], migrations: migrations.slice(0, 1) });
    await before.fork().execute(ACCOUNTS);
    await before.close();
  });

  it('keeps every account, and lists and finds it', async () => {
    const subgraph = await openTestSubgraph(users, { databaseUrl });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = (await subgraph.query(
        `query ($after: String) { users(first: 7, after: $after) { edges { node { email } } pageInfo { hasNextPage endCursor } } }`,
        { after },
        someUser('ADMIN'),
      )) as TestReply<{
        users: { edges: { node: { email: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      }>;
      seen.push(...data.users.edges.map(({ node }) => node.email));
      after = data.users.pageInfo.hasNextPage ? data.users.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(Array.from({ length: 50 }, (_, i) => `old${i + 1}@example.org`).toSorted());
    const found = await subgraph.query(
      '{ userPage(filter: { search: "ANN" }) { total items { username name birthday } } userStatistics { active byRole { ADMIN } } }',
      {},
      someUser('ADMIN'),
    );
    expect(found.data).toMatchObject({
      userPage: {
        total: 2,
        items: [
          { name: null, birthday: null },
          { name: null, birthday: null },
        ],
      },
      userStatistics: { active: 49, byRole: { ADMIN: 1 } },
    });
    await subgraph.close();
  });

  it.each([
    ['an account without a login', `email = null, username = null`, 'user_account_login_check'],
    ['an over-long user name', `username = repeat('x', 256)`, 'user_account_username_check'],
    ['an empty name', `name = ''`, 'user_account_name_check'],
    ['an over-long first name', `first_name = repeat('x', 101)`, 'user_account_first_name_check'],
    ['an over-long last name', `last_name = repeat('x', 101)`, 'user_account_last_name_check'],
  ])('leaves no place for %s', async (_what, change, constraint) => {
    const database = await openDatabase({ url: databaseUrl, pool: 2, entities: [], migrations });
    const changing = database.fork().execute(`update user_account set ${change} where email = 'old9@example.org'`);
    await expect(changing).rejects.toThrow(constraint);
    await database.close();
  });
});
