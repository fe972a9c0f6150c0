import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OPERATOR, type UserViewer } from '../../kernel/auth/index.ts';
import { makeAccount } from '../../tests/support/accounts.ts';
import {
  openTestSubgraph,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const PASSWORD = 'quite a long one';
const DELETE = 'mutation ($userId: ID!) { deleteUser(input: { userId: $userId }) { __typename } }';
const DELETE_MINE = `mutation ($password: String!) {
  deleteMyAccount(input: { password: $password }) { __typename ... on AccountDeleted { userId } }
}`;
const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { __typename ... on Registered { refreshToken user { id } } }
}`;
const GONE = { extensions: { code: 'UNAUTHENTICATED' } };

interface Registered {
  readonly register: { readonly refreshToken: string; readonly user: { readonly id: string } };
}

describe('deleting an account', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(users);
  });
  afterAll(() => subgraph.close());

  let made = 0;
  const remove = (id: string) => subgraph.query(DELETE, { userId: id }, OPERATOR);
  const registered = async () => {
    const input = { email: `leaving${++made}@example.org`, username: `leaving-${made}`, password: PASSWORD };
    const { data } = (await subgraph.query(REGISTER, { input })) as TestReply<Registered>;
    const { refreshToken, user } = data.register;
    const viewer: UserViewer = { kind: 'user', id: user.id, roles: ['USER'] };
    return { input, refreshToken, viewer };
  };

  it('asks for the password, and leaves nobody behind to sign in', async () => {
    const { input, refreshToken, viewer } = await registered();
    const leave = (password: string) => subgraph.query(DELETE_MINE, { password }, viewer);
    expect((await leave('another one')).data).toEqual({ deleteMyAccount: { __typename: 'BadCredentials' } });
    expect((await subgraph.query('{ me { id } }', {}, viewer)).data).toEqual({ me: { id: viewer.id } });
    expect((await leave(PASSWORD)).data).toEqual({
      deleteMyAccount: { __typename: 'AccountDeleted', userId: viewer.id },
    });
    expect((await leave(PASSWORD)).errors).toMatchObject([GONE]);
    expect((await subgraph.query('{ me { id } }', {}, viewer)).errors).toMatchObject([GONE]);
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    const { email: login, password } = input;
    expect((await subgraph.query(signIn, { input: { login, password } })).data).toEqual({
      signIn: { __typename: 'BadCredentials' },
    });
    const refresh = 'mutation ($token: String!) { refreshTokens(refreshToken: $token) { __typename } }';
    expect((await subgraph.query(refresh, { token: refreshToken })).data).toEqual({
      refreshTokens: { __typename: 'RefreshRefused' },
    });
    expect((await subgraph.query(REGISTER, { input })).data).toMatchObject({ register: { __typename: 'Registered' } });
  });

  it('asks strangers and accounts without a password in vain', async () => {
    const { viewer } = await makeAccount(subgraph);
    expect((await subgraph.query(DELETE_MINE, { password: '' })).errors).toMatchObject([GONE]);
    expect((await subgraph.query(DELETE_MINE, { password: '' }, viewer)).data).toEqual({
      deleteMyAccount: { __typename: 'BadCredentials' },
    });
  });

  it('deletes once, however many ask at once', async () => {
    const { id } = await makeAccount(subgraph);
    const replies = await Promise.all(Array.from({ length: 5 }, () => remove(id)));
    expect(replies.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(replies.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code))).toEqual(
      Array.from({ length: 4 }, () => 'NOT_FOUND'),
    );
  });

  it('resolves references to nobody', async () => {
    const [gone, here] = [await makeAccount(subgraph), await makeAccount(subgraph)];
    await remove(gone.id);
    const keys = [{ id: gone.id }, { id: here.id }];
    expect((await subgraph.entities({ type: 'User', keys, fields: 'id' }, someUser())).data._entities).toEqual([
      null,
      { id: here.id },
    ]);
  });
});
