import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OPERATOR, type Viewer } from '../../kernel/auth/index.ts';
import { makeAccount, type TestAccount } from '../../tests/support/accounts.ts';
import {
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const CHANGED = '__typename ... on UserChanged { user { id roles isActive } } ... on LastAdministrator { message }';
const SET_ROLES = `mutation ($userId: ID!, $roles: [Role!]!) {
  result: setUserRoles(input: { userId: $userId, roles: $roles }) { ${CHANGED} }
}`;
const SET_ACTIVE = `mutation ($userId: ID!, $isActive: Boolean!) {
  result: setUserActive(input: { userId: $userId, isActive: $isActive }) { ${CHANGED} }
}`;
const DELETE = `mutation ($userId: ID!) {
  result: deleteUser(input: { userId: $userId }) { __typename ... on UserDeleted { user { id username } } }
}`;
const PAY = `mutation ($userId: ID!) {
  result: setPaidAccess(input: { userId: $userId, paidAccess: true }) { id paidAccess }
}`;

type Reply = TestReply<{ readonly result: { readonly __typename: string } }>;
type Act = (by: Viewer | undefined, userId: string) => Promise<Reply>;

describe('administration', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(users);
  });
  afterAll(() => subgraph.close());

  const run = async (
    document: string,
    variables: Readonly<Record<string, unknown>>,
    by: Viewer | undefined,
    at = subgraph,
  ) => (await at.query(document, variables, by)) as Reply;
  const acts: Readonly<Record<string, Act>> = {
    'paid access': (by, userId) => run(PAY, { userId }, by),
    roles: (by, userId) => run(SET_ROLES, { userId, roles: ['MANAGER'] }, by),
    'the active flag': (by, userId) => run(SET_ACTIVE, { userId, isActive: false }, by),
    'the account itself': (by, userId) => run(DELETE, { userId }, by),
  };

  it.each(Object.entries(acts))('leaves %s to administrators', async (_what, act) => {
    const person = await makeAccount(subgraph);
    const code = async (by: Viewer | undefined, id = person.id) => (await act(by, id)).errors?.[0]?.extensions;
    expect(await code(undefined)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await code({ kind: 'service', name: 'orders' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await code(person.viewer)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await code(someUser('MANAGER'))).toMatchObject({ code: 'FORBIDDEN' });
    for (const nobody of ['', 'x', 'a\0b', crypto.randomUUID()])
      expect(await code(someUser('ADMIN'), nobody)).toMatchObject({ code: 'NOT_FOUND', field: 'input.userId' });
    expect(await code(OPERATOR)).toBeUndefined();
  });

  it('refuses roles that there are none of', async () => {
    const { id } = await makeAccount(subgraph);
    const { errors } = await run(SET_ROLES, { userId: id, roles: ['ROOT'] }, someUser('ADMIN'));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('keeps the role that everybody has, and each role once', async () => {
    const { id } = await makeAccount(subgraph);
    const set = async (roles: readonly string[]) =>
      (await run(SET_ROLES, { userId: id.toUpperCase(), roles }, someUser('ADMIN'))).data.result;
    expect(await set([])).toMatchObject({ user: { id, roles: ['USER'] } });
    expect(await set(['MANAGER', 'USER', 'MANAGER'])).toMatchObject({ user: { roles: ['USER', 'MANAGER'] } });
  });

  it('switches accounts off and on', async () => {
    const { id, viewer } = await makeAccount(subgraph);
    const me = () => subgraph.query('{ me { id } }', {}, viewer);
    const off = await run(SET_ACTIVE, { userId: id, isActive: false }, OPERATOR);
    expect(off.data.result).toMatchObject({ __typename: 'UserChanged', user: { isActive: false } });
    expect((await me()).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    await run(SET_ACTIVE, { userId: id, isActive: true }, OPERATOR);
    expect(await me()).toEqual({ data: { me: { id } } });
  });

  it('ends the sessions of whoever is switched off', async () => {
    const input = { username: 'switched-off', password: 'quite a long one' };
    const registered = (await subgraph.query(
      'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { refreshToken user { id } } } }',
      { input },
    )) as TestReply<{ register: { refreshToken: string; user: { id: string } } }>;
    const { refreshToken, user } = registered.data.register;
    await run(SET_ACTIVE, { userId: user.id, isActive: false }, OPERATOR);
    const signIn = 'mutation { signIn(input: { login: "switched-off", password: "quite a long one" }) { __typename } }';
    expect((await subgraph.query(signIn)).data).toEqual({ signIn: { __typename: 'BadCredentials' } });
    await run(SET_ACTIVE, { userId: user.id, isActive: true }, OPERATOR);
    const refresh = 'mutation ($token: String!) { refreshTokens(refreshToken: $token) { __typename } }';
    expect((await subgraph.query(refresh, { token: refreshToken })).data).toEqual({
      refreshTokens: { __typename: 'RefreshRefused' },
    });
    expect((await subgraph.query(signIn)).data).toEqual({ signIn: { __typename: 'SignedIn' } });
  });

  it('answers a deletion with the account as it was', async () => {
    const { id, username } = await makeAccount(subgraph);
    const { data } = await run(DELETE, { userId: id }, OPERATOR);
    expect(data.result).toEqual({ __typename: 'UserDeleted', user: { id, username } });
    expect(await subgraph.query('query ($id: ID!) { user(id: $id) { id } }', { id }, someUser())).toEqual({
      data: { user: null },
    });
  });
});

describe('the last administrator', () => {
  const taking: Readonly<Record<string, (at: TestSubgraph, by: TestAccount) => Promise<unknown>>> = {
    'give up the role': async (at, { id, viewer }) =>
      (await at.query(SET_ROLES, { userId: id, roles: [] }, viewer)).data,
    'switch themselves off': async (at, { id, viewer }) =>
      (await at.query(SET_ACTIVE, { userId: id, isActive: false }, viewer)).data,
    'be deleted': async (at, { id, viewer }) => (await at.query(DELETE, { userId: id }, viewer)).data,
  };
  const refused = { result: expect.objectContaining({ __typename: 'LastAdministrator' }) as unknown };
  const ways = Object.keys(taking);

  it.each(ways)('cannot %s, but another one can', async (way) => {
    const subgraph = await openTestSubgraph(users);
    const [first, second] = [await makeAccount(subgraph, {}, ['ADMIN']), await makeAccount(subgraph, {}, ['ADMIN'])];
    // Whoever is switched off cannot look after anything.
    const third = await makeAccount(subgraph, {}, ['ADMIN']);
    await subgraph.query(SET_ACTIVE, { userId: third.id, isActive: false }, OPERATOR);
    expect(await taking[way]?.(subgraph, first)).not.toEqual(refused);
    expect(await taking[way]?.(subgraph, second)).toEqual(refused);
    const { data } = await subgraph.query('{ me { roles isActive } }', {}, second.viewer);
    expect(data).toEqual({ me: { roles: ['USER', 'ADMIN'], isActive: true } });
    await subgraph.close();
  });

  it('is left whichever two go at once', async () => {
    const subgraph = await openTestSubgraph(users);
    let left = await makeAccount(subgraph, {}, ['ADMIN']);
    for (const [one, other] of ways.flatMap((a) => ways.map((b) => [a, b] as const))) {
      const next = await makeAccount(subgraph, {}, ['ADMIN']);
      const replies = await Promise.all([taking[one]?.(subgraph, left), taking[other]?.(subgraph, next)]);
      const wasRefused = replies.map((reply) => JSON.stringify(reply).includes('LastAdministrator'));
      expect(wasRefused.toSorted()).toEqual([false, true]);
      left = wasRefused[0] === true ? left : next;
    }
    await subgraph.close();
  });

  it('may do what takes no administrator away', async () => {
    const subgraph = await openTestSubgraph(users);
    const { id, viewer } = await makeAccount(subgraph, {}, ['ADMIN']);
    const more = await subgraph.query(SET_ROLES, { userId: id, roles: ['ADMIN', 'MANAGER'] }, viewer);
    expect(more.data).toMatchObject({ result: { user: { roles: ['USER', 'ADMIN', 'MANAGER'] } } });
    const on = await subgraph.query(SET_ACTIVE, { userId: id, isActive: true }, viewer);
    expect(on.data).toMatchObject({ result: { __typename: 'UserChanged' } });
    const other = await makeAccount(subgraph);
    const deleted = await subgraph.query(DELETE, { userId: other.id }, viewer);
    expect(deleted.data).toMatchObject({ result: { __typename: 'UserDeleted' } });
    await subgraph.close();
  });

  it('is told why', async () => {
    const subgraph = await openTestSubgraph(users);
    const { id, viewer } = await makeAccount(subgraph, {}, ['ADMIN']);
    const { data } = await subgraph.query(SET_ROLES, { userId: id, roles: [] }, viewer);
    expect(data).toEqual({ result: { __typename: 'LastAdministrator', message: SOME_TEXT } });
    await subgraph.close();
  });
});
