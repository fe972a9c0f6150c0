import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { makeAccount, ownStatements } from '../../tests/support/accounts.ts';
import {
  openTestSubgraph,
  someUser,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const PERSON = 'id username email name firstName lastName roles isActive paidAccess createdAt';
const LIST = `query ($filter: UserFilterInput, $sort: UserSort, $first: Int, $after: String) {
  users(filter: $filter, sort: $sort, first: $first, after: $after) {
    edges { node { ${PERSON} } } pageInfo { hasNextPage endCursor }
  }
}`;
const PAGE = `query ($filter: UserFilterInput, $sort: UserSort, $offset: Int, $limit: Int) {
  userPage(filter: $filter, sort: $sort, offset: $offset, limit: $limit) { total items { ${PERSON} } }
}`;
const STATISTICS = `{ userStatistics {
  total active paid registeredLast24h registeredLast7d byRole { USER MANAGER ADMIN } recent { id }
} }`;
const DAY_MS = 86_400_000;

interface Person {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roles: readonly string[];
  readonly isActive: boolean;
  readonly paidAccess: boolean;
  readonly createdAt: string;
}
type Variables = Readonly<Record<string, unknown>>;
type ListReply = TestReply<{ readonly users: TestList<Person> }>;
type PageReply = TestReply<{ readonly userPage: { readonly total: number; readonly items: readonly Person[] } }>;

describe('the directory of users', () => {
  const admin = someUser('ADMIN');
  const start = Date.parse('2026-03-01T12:00:00Z');
  let now = start;
  let subgraph: TestSubgraph;
  let everybody: readonly Person[];

  const list = async (variables: Variables, viewer: Viewer = admin) =>
    (await subgraph.query(LIST, variables, viewer)) as ListReply;
  const page = async (variables: Variables, viewer: Viewer = admin) =>
    (await subgraph.query(PAGE, variables, viewer)) as PageReply;
  const readAll = async (variables: Variables): Promise<readonly Person[]> => {
    const found: Person[] = [];
    for (let after: string | null = null; ;) {
      const { edges, pageInfo }: TestList<Person> = (await list({ ...variables, after })).data.users;
      found.push(...edges.map(({ node }) => node));
      if (!pageInfo.hasNextPage) return found;
      after = pageInfo.endCursor;
    }
  };

  beforeAll(async () => {
    subgraph = await openTestSubgraph(users, { now: () => new Date(now) });
    const letters = ['ann', 'Bér', 'cor', 'ДОМ', '100%', 'a_b', 'back\\slash', "o'neill"];
    for (let i = 0; i < 120; i++) {
      // Some register in the same millisecond.
      now += i % 3 === 0 ? DAY_MS / 8 : 0;
      const letter = letters[i % letters.length] ?? '';
      const roles = i % 40 === 0 ? (['ADMIN', 'MANAGER'] as const) : i % 10 === 0 ? (['MANAGER'] as const) : [];
      const profile = {
        email: i % 4 === 3 ? null : `mail${i}@${i % 2 ? 'Example' : 'test'}.org`,
        name: i % 5 === 0 ? null : `${letter} ${i}`,
        lastName: letter,
      };
      const { id } = await makeAccount(subgraph, profile, roles);
      if (i % 7 === 0) await change(`setUserActive(input: { userId: "${id}", isActive: false }) { __typename }`);
      if (i % 6 === 0) await change(`setPaidAccess(input: { userId: "${id}", paidAccess: true }) { id }`);
    }
    everybody = await readAll({ first: 100 });
  });
  afterAll(() => subgraph.close());

  const change = (mutation: string) => subgraph.query(`mutation { ${mutation} }`, {}, admin);

  it('reads everybody once, newest or oldest first, in pages of any size', async () => {
    expect(new Set(everybody.map(({ id }) => id)).size).toBe(120);
    const ids = everybody.map(({ id }) => id);
    const times = everybody.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    for (const first of [7, 100]) {
      expect((await readAll({ first })).map(({ id }) => id)).toEqual(ids);
      const oldest = await readAll({ first, sort: 'OLDEST_FIRST' });
      expect(oldest.map(({ id }) => id)).toEqual(ids.toReversed());
    }
  });

  it('goes on after the row it stopped at, whoever registers meanwhile', async () => {
    const { pageInfo } = (await list({ first: 10 })).data.users;
    const { id } = await makeAccount(subgraph);
    const { edges } = (await list({ first: 10, after: pageInfo.endCursor })).data.users;
    expect(edges.map(({ node }) => node.id)).toEqual(everybody.slice(10, 20).map((person) => person.id));
    await change(`deleteUser(input: { userId: "${id}" }) { __typename }`);
  });

  it.each<[string, readonly string[]]>([
    ['a part of an address', ['mail17@', 'MAIL17@']],
    ['a domain in any case', ['@example', '@EXAMPLE.ORG']],
    ['a part of a user name', ['body-1']],
    ['letters with marks', ['bér', 'BÉR']],
    ['letters of another alphabet', ['дом', 'ДоМ']],
    ['a percent sign', ['0%', '%']],
    ['an underscore', ['a_b', '_']],
    ['a backslash', ['\\s', 'back\\']],
    ['a quote', ["o'", "'n"]],
    ['what nobody has', ['zzqq', '%%', '__']],
    ['spaces around', ['  ann ']],
  ])('finds %s', async (_what, searches) => {
    for (const search of searches.filter((text) => text.length > 1)) {
      const found = await readAll({ filter: { search } });
      expect(found).toEqual(everybody.filter((person) => textOf(person).includes(search.trim().toLowerCase())));
    }
  });

  it('finds nothing across two fields', async () => {
    const { username, firstName } = everybody[0] ?? { username: '', firstName: '' };
    expect(await readAll({ filter: { search: `${username?.slice(-3)}${firstName?.slice(0, 2)}` } })).toEqual([]);
  });

  const filter = fc.record(
    {
      search: fc.constantFrom('ann', 'mail1', 'test.org', 'ДОМ', 'a_', '0%'),
      role: fc.constantFrom('USER', 'MANAGER', 'ADMIN'),
      isActive: fc.boolean(),
      paidAccess: fc.boolean(),
      createdAfter: fc.integer({ min: 0, max: 16 }).map((days) => new Date(start + days * DAY_MS).toISOString()),
      createdBefore: fc.integer({ min: 0, max: 16 }).map((days) => new Date(start + days * DAY_MS).toISOString()),
    },
    { requiredKeys: [] },
  );

  it('agrees with a plain filter, in pages of both kinds', async () => {
    await fc.assert(
      fc.asyncProperty(filter, fc.integer({ min: 0, max: 30 }), async (wanted, offset) => {
        const expected = everybody.filter((person) => isWanted(person, wanted));
        expect(await readAll({ filter: wanted, first: 50 })).toEqual(expected);
        const { userPage } = (await page({ filter: wanted, offset, limit: 10 })).data;
        expect(userPage).toEqual({ total: expected.length, items: expected.slice(offset, offset + 10) });
      }),
      { numRuns: 60 },
    );
  });

  it('counts what there is', async () => {
    const count = (test: (person: Person) => boolean) => everybody.filter(test).length;
    const since = (days: number) => (person: Person) => Date.parse(person.createdAt) >= now - days * DAY_MS;
    const { data } = await subgraph.query(STATISTICS, {}, admin);
    expect(data).toEqual({
      userStatistics: {
        total: 120,
        active: count(({ isActive }) => isActive),
        paid: count(({ paidAccess }) => paidAccess),
        registeredLast24h: count(since(1)),
        registeredLast7d: count(since(7)),
        byRole: { USER: 120, MANAGER: count(({ roles }) => roles.includes('MANAGER')), ADMIN: 3 },
        recent: everybody.slice(0, 5).map(({ id }) => ({ id })),
      },
    });
  });

  it('finds accounts by what they sign in with', async () => {
    const find = async (login: string, viewer: Viewer = admin) =>
      await subgraph.query('query ($login: String!) { userByLogin(login: $login) { id } }', { login }, viewer);
    const [person] = everybody.filter(({ email }) => email !== null);
    expect((await find(person?.email?.toUpperCase() ?? '')).data).toEqual({ userByLogin: { id: person?.id } });
    expect((await find(person?.username ?? '')).data).toEqual({ userByLogin: { id: person?.id } });
    for (const login of ['nobody', '', 'a\0b']) expect((await find(login)).data).toEqual({ userByLogin: null });
    expect((await find('x', someUser('MANAGER'))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('lets anybody signed in find somebody by exact user name, and shows what is open', async () => {
    const find = async (username: string, viewer?: Viewer) =>
      await subgraph.query(
        'query ($username: String!) { userByUsername(username: $username) { id email } }',
        { username },
        viewer,
      );
    const [person] = everybody.filter(({ username, isActive }) => username !== null && isActive);
    const username = person?.username ?? '';
    expect((await find(username, someUser())).data).toEqual({ userByUsername: { id: person?.id, email: null } });
    expect((await find(username)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const [gone] = everybody.filter((other) => other.username !== null && !other.isActive);
    for (const nobody of [gone?.username ?? '', username.slice(1), `${username}%`, '', 'a\0b'])
      expect((await find(nobody, someUser())).data).toEqual({ userByUsername: null });
  });

  it.each<[string, Variables, string]>([
    ['one character', { filter: { search: 'x' } }, 'filter.search'],
    ['blanks', { filter: { search: '      ' } }, 'filter.search'],
    ['an over-long text', { filter: { search: 'x'.repeat(101) } }, 'filter.search'],
    ['two lines', { filter: { search: '0\nSome' } }, 'filter.search'],
    ['a zero', { filter: { search: 'ab\0' } }, 'filter.search'],
    ['half a character', { filter: { search: 'ab\ud800' } }, 'filter.search'],
    ['accounts from before the calendar', { filter: { createdAfter: '0000-01-01T00:00:00Z' } }, 'filter.createdAfter'],
    ['accounts until before it', { filter: { createdBefore: '0000-01-01T00:00:00Z' } }, 'filter.createdBefore'],
  ])('refuses a search for %s', async (_what, variables, field) => {
    const refusal = [{ extensions: { code: 'BAD_USER_INPUT', field } }];
    expect((await list(variables)).errors).toMatchObject(refusal);
    expect((await page(variables)).errors).toMatchObject(refusal);
  });

  it.each<Variables>([
    { first: 0 },
    { first: 101 },
    { first: -1 },
    { after: 'x' },
    { after: '' },
    { after: Buffer.from('[1e99,"x"]').toString('base64url') },
    { filter: { role: 'ROOT' } },
    { filter: { createdAfter: 'yesterday' } },
    { sort: 'BY_CHANCE' },
  ])('refuses a list of %j', async (variables) => {
    expect((await list(variables)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each<Variables>([{ offset: -1 }, { offset: 100_001 }, { limit: 0 }, { limit: 101 }])(
    'refuses a page of %j',
    async (variables) => {
      expect((await page(variables)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  it.each(['-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '0000-01-01T00:00:00Z'])(
    'takes %s for a moment that is just far away',
    async (createdAfter) => {
      const { data, errors } = await page({ filter: { createdAfter }, limit: 1 });
      const code = errors?.[0]?.extensions.code ?? 'none';
      expect(['none', 'BAD_USER_INPUT']).toContain(code);
      if (code === 'none') expect(data.userPage.total).toBe(createdAfter.startsWith('+') ? 0 : 120);
    },
  );

  it('is for administrators, and by place for services', async () => {
    const code = async (document: string, viewer?: Viewer) =>
      (await subgraph.query(document, {}, viewer)).errors?.[0]?.extensions.code;
    for (const document of [LIST, PAGE, STATISTICS]) {
      expect(await code(document)).toBe('UNAUTHENTICATED');
      expect(await code(document, someUser())).toBe('FORBIDDEN');
      expect(await code(document, someUser('MANAGER'))).toBe('FORBIDDEN');
    }
    const service: Viewer = { kind: 'service', name: 'an old server' };
    expect(await code(LIST, service)).toBe('FORBIDDEN');
    expect(await code(PAGE, service)).toBeUndefined();
  });

  it('sends as many statements for a hundred as for one', async () => {
    for (const first of [1, 10, 100]) {
      expect(await ownStatements(() => list({ first, filter: { search: 'body' } }))).toBe(1);
      expect(await ownStatements(() => page({ limit: first }))).toBe(2);
    }
  });
});

function textOf({ email, username, name, firstName, lastName }: Person): string {
  return [email, username, name, firstName, lastName].join('\n').toLowerCase();
}

function isWanted(person: Person, wanted: Readonly<Record<string, string | boolean | undefined>>): boolean {
  const { search, role, isActive, paidAccess, createdAfter, createdBefore } = wanted;
  return (
    (search === undefined || textOf(person).includes(String(search).toLowerCase())) &&
    (role === undefined || person.roles.includes(String(role))) &&
    (isActive === undefined || person.isActive === isActive) &&
    (paidAccess === undefined || person.paidAccess === paidAccess) &&
    (createdAfter === undefined || person.createdAt >= String(createdAfter)) &&
    (createdBefore === undefined || person.createdAt < String(createdBefore))
  );
}
