import { describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../kernel/config/index.ts';
import { openDatabase, type NamedMigration } from '../../kernel/database/index.ts';
import { SUBGRAPHS } from '../../subgraphs/index.ts';
import { freshDatabase } from '../support/index.ts';
import { openTestSubgraph, someUser } from '../support/open-test-subgraph.ts';
import { ADA, BOB, ROWS_OF_EACH_STEP, THING } from './rows-of-each-step.ts';

const TABLES = `select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'mikro_orm_migrations'`;

describe.each(SUBGRAPH_NAMES)('the migrations of %s', (name) => {
  const { migrations } = SUBGRAPHS[name];

  it('are numbered in the order in which they run', () => {
    const names = migrations.map((migration) => migration.name);
    expect(names).toEqual(names.toSorted());
    expect(names.map((each) => Number(each.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
  });

  it('find data at every step but the first', () => {
    const [first] = migrations;
    expect(Object.keys(ROWS_OF_EACH_STEP[name])).toContain(first?.name);
    for (const step of Object.keys(ROWS_OF_EACH_STEP[name])) expect(migrations.map(({ name }) => name)).toContain(step);
  });

  it('keep every row that was there before', async () => {
    await walk(name, await freshDatabase());
  });
});

describe('a database of the first release, brought to this one', () => {
  const opened = async (name: SubgraphName) => {
    const databaseUrl = await freshDatabase();
    await walk(name, databaseUrl);
    return await openTestSubgraph(SUBGRAPHS[name], { databaseUrl });
  };
  const ada: Viewer = { kind: 'user', id: ADA, roles: ['USER'] };

  it.each([
    [
      'users',
      `{ user(id: "${ADA}") { email username roles paidAccess isActive number } }`,
      {
        user: {
          email: 'Ada@Example.org',
          username: 'Ada',
          roles: ['USER', 'ADMIN'],
          paidAccess: true,
          isActive: true,
          number: 1,
        },
      },
    ],
    [
      'friends',
      `{ _entities(representations: [{ __typename: "User", id: "${ADA}" }]) { ... on User {
         friends { edges { node { id } friendship { tag } } } friendRequests { edges { node { status } } } } } }`,
      {
        _entities: [
          {
            friends: { edges: [{ node: { id: BOB }, friendship: { tag: 'from school' } }] },
            friendRequests: { edges: [{ node: { status: 'PENDING' } }] },
          },
        ],
      },
    ],
    [
      'orders',
      `{ order(id: "${THING}") { number status workflow total specialRequests lines { product quantity price total } } }`,
      {
        order: {
          number: 1,
          status: 'PENDING',
          workflow: 'MANUAL',
          total: '25.00',
          specialRequests: 'no onions',
          lines: [
            { product: 'soup', quantity: 2, price: '10.00', total: '20.00' },
            { product: 'bread', quantity: 1, price: '5.00', total: '5.00' },
          ],
        },
      },
    ],
    [
      'chats',
      `{ chat(id: "${THING}") { name members { edges { node { role displayName } } } } }`,
      {
        chat: {
          name: 'tea',
          members: {
            edges: [{ node: { role: 'OWNER', displayName: null } }, { node: { role: 'MEMBER', displayName: 'Bobby' } }],
          },
        },
      },
    ],
  ] as const)('shows in %s what was written then', async (name, query, data) => {
    const subgraph = await opened(name);
    expect(await subgraph.query(query, {}, ada)).toEqual({ data });
    await subgraph.close();
  });

  it('is not touched by a reader who has nothing to do with it', async () => {
    const subgraph = await opened('orders');
    expect(await subgraph.query(`{ order(id: "${THING}") { id } }`, {}, someUser())).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    await subgraph.close();
  });
});

/** Brings a new database from step to step, with the rows of each, and compares what is there before and after. */
async function walk(name: SubgraphName, url: string): Promise<void> {
  const { migrations } = SUBGRAPHS[name];
  for (const [index, step] of migrations.entries()) {
    const before = await countRows(url, migrations.slice(0, index));
    const after = await countRows(url, migrations.slice(0, index + 1));
    expect(after).toMatchObject(before);
    await run(url, migrations.slice(0, index + 1), ROWS_OF_EACH_STEP[name][step.name] ?? []);
  }
}

async function countRows(url: string, migrations: readonly NamedMigration[]): Promise<Record<string, string>> {
  const tables = await run(url, migrations, [TABLES]);
  const counts: Record<string, string> = {};
  for (const { name: table } of tables as { name: string }[]) {
    const [row] = (await run(url, migrations, [`select count(*) as count from "${table}"`])) as { count: string }[];
    counts[table] = row?.count ?? '';
  }
  return counts;
}

/** @returns the rows of the last statement. */
async function run(
  url: string,
  migrations: readonly NamedMigration[],
  statements: readonly string[],
): Promise<readonly unknown[]> {
  const database = await openDatabase({ url, pool: 2, entities: [], migrations });
  try {
    let rows: readonly unknown[] = [];
    for (const statement of statements) rows = await database.fork().execute<unknown[]>(statement);
    return rows;
  } finally {
    await database.close();
  }
}
