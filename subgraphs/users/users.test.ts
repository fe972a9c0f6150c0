import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { JWKS_PATH, TOKEN_ALGORITHM, type Viewer } from '../../kernel/auth/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on Registered { user { id number username email roles paidAccess isActive createdAt } }
    ... on LoginTaken { field }
    ... on InvalidRegistration { problems { field message } }
  }
}`;
const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { __typename ... on SignedIn { accessToken expiresAt user { id email } } ... on BadCredentials { message } }
}`;
const PASSWORD = 'quite a long one';

interface RegisterReply {
  readonly register: {
    readonly __typename: string;
    readonly user: { readonly id: string; readonly number: number; readonly email: string };
  };
}
interface SignInReply {
  readonly signIn: { readonly accessToken: string; readonly expiresAt: string; readonly user: { readonly id: string } };
}

let made = 0;
const someAccount = () => ({ email: `Person.${++made}@example.org`, password: PASSWORD, username: `person-${made}` });
type Account = ReturnType<typeof someAccount>;

describe('users', () => {
  let databaseUrl: string;
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    subgraph = await openTestSubgraph(users, { databaseUrl });
  });
  afterAll(() => subgraph.close());

  const register = async (input: Readonly<Record<string, unknown>>) =>
    (await subgraph.query(REGISTER, { input })) as TestReply<RegisterReply>;
  const signIn = async (login: string, password: string, at = subgraph) =>
    (await at.query(SIGN_IN, { input: { login, password } })) as TestReply<SignInReply>;
  const registered = async () => (await register(someAccount())).data.register.user;
  const asViewer = ({ id }: { readonly id: string }): Viewer => ({ kind: 'user', id, roles: ['USER'] });

  it('registers an account and shows it to its owner', async () => {
    const account = someAccount();
    const { data } = await register(account);
    expect(data.register).toMatchObject({
      __typename: 'Registered',
      user: {
        email: account.email,
        username: account.username,
        roles: ['USER'],
        paidAccess: false,
        isActive: true,
      },
    });
    const { id, number } = data.register.user;
    expect(number).toBeGreaterThan(0);
    const me = await subgraph.query('{ me { id email } }', {}, { kind: 'user', id, roles: ['USER'] });
    expect(me).toEqual({ data: { me: { id, email: account.email } } });
  });

  it.each([
    ['its e-mail address', (account: Account) => account.email],
    ['its e-mail address in another case', (account: Account) => account.email.toUpperCase()],
    ['its user name', (account: Account) => account.username],
  ])('signs in by %s', async (_what, loginOf) => {
    const account = someAccount();
    await register(account);
    const { data } = await signIn(loginOf(account), PASSWORD);
    expect(data).toMatchObject({ signIn: { __typename: 'SignedIn', user: { email: account.email } } });
  });

  it('issues tokens that its published keys verify', async () => {
    const account = someAccount();
    await register(account);
    const { data } = await signIn(account.email, PASSWORD);
    const { accessToken, expiresAt, user } = data.signIn;
    const keys = createLocalJWKSet((await subgraph.subgraph.published[JWKS_PATH]?.()) as JSONWebKeySet);
    const { payload } = await jwtVerify(accessToken, keys, {
      issuer: 'stoa',
      audience: 'stoa',
      algorithms: [TOKEN_ALGORITHM],
    });
    expect(payload).toMatchObject({ sub: user.id, jti: SOME_TEXT, roles: ['USER'] });
    expect((payload.exp ?? 0) * 1000).toBe(Date.parse(expiresAt));
    // `iat` has milliseconds, `exp` is whole.
    expect(Math.floor((payload.exp ?? 0) - (payload.iat ?? 0))).toBe(15 * 60);
  });

  it('publishes no private key', async () => {
    const { keys } = (await subgraph.subgraph.published[JWKS_PATH]?.()) as JSONWebKeySet;
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('says the same of a wrong password and of nobody', async () => {
    const account = someAccount();
    await register(account);
    const wrong = await signIn(account.email, 'another password');
    expect(wrong.data.signIn).toEqual({ __typename: 'BadCredentials', message: SOME_TEXT });
    for (const login of ['nobody@example.org', '', 'a\0b', 'x'.repeat(10_000)])
      expect(await signIn(login, PASSWORD)).toEqual(wrong);
  });

  it('takes an e-mail address once, whatever its case, and a user name once', async () => {
    const account = someAccount();
    await register(account);
    const sameEmail = await register({ ...someAccount(), email: account.email.toLowerCase() });
    expect(sameEmail.data.register).toEqual({ __typename: 'LoginTaken', field: 'email' });
    const sameName = await register({ ...someAccount(), username: account.username });
    expect(sameName.data.register).toEqual({ __typename: 'LoginTaken', field: 'username' });
  });

  it('gives an e-mail address to one of many who ask at once', async () => {
    const { email } = someAccount();
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, i) => register({ email: i % 2 ? email : email.toUpperCase(), password: PASSWORD })),
    );
    const kinds = replies.map(({ data }) => data.register.__typename);
    expect(kinds.toSorted()).toEqual([...Array.from({ length: 7 }, () => 'LoginTaken'), 'Registered']);
  });

  it.each([
    ['an address without an at', { email: 'example.org' }, 'email'],
    ['an address that cannot be stored', { email: 'a\0b@example.org' }, 'email'],
    ['an over-long address', { email: `${'x'.repeat(320)}@example.org` }, 'email'],
    ['a short password', { password: 'Sh0rt.' }, 'password'],
    ['a monotonous password', { password: 'ababababababab' }, 'password'],
    ['an over-long password', { password: `${PASSWORD}${'x'.repeat(1_024)}` }, 'password'],
    ['a password with the address in it', { email: 'somebody@example.org', password: 'I am Somebody!' }, 'password'],
    ['a blank user name', { username: '   ' }, 'username'],
    ['a user name that cannot be stored', { username: 'a\0bc' }, 'username'],
  ])('refuses %s and names the field', async (_what, fault, field) => {
    const { data, errors } = await register({ ...someAccount(), ...fault });
    expect(errors).toBeUndefined();
    expect(data.register).toEqual({
      __typename: 'InvalidRegistration',
      problems: [{ field, message: SOME_TEXT }],
    });
  });

  it('refuses variables of the wrong type without an inside word', async () => {
    const { errors } = await register({ email: 1, password: PASSWORD });
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('input.email') },
    ]);
  });

  it('hides from others what is private', async () => {
    const { id, email } = await registered();
    const read = (viewer?: Viewer) =>
      subgraph.query(
        'query ($id: ID!) { user(id: $id) { id createdAt username number email roles paidAccess isActive } }',
        { id },
        viewer,
      );
    const hidden = { number: null, email: null, roles: null, paidAccess: null, isActive: null };
    expect((await read(someUser())).data).toMatchObject({ user: { id, username: SOME_TEXT, ...hidden } });
    expect((await read(someUser('MANAGER'))).data).toMatchObject({ user: hidden });
    expect((await read(someUser('ADMIN'))).data).toMatchObject({ user: { email, roles: ['USER'] } });
    expect((await read(asViewer({ id }))).data).toMatchObject({ user: { email } });
    expect((await read()).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const references = await subgraph.entities(
      { type: 'User', keys: [{ id }, { id: 'nobody' }, { id: id.toUpperCase() }], fields: 'id email' },
      someUser(),
    );
    expect(references).toEqual({ data: { _entities: [{ id, email: null }, null, { id, email: null }] } });
  });

  it('knows nobody under an id that is none', async () => {
    for (const id of ['', 'x', 'a\0b', crypto.randomUUID()]) {
      expect(await subgraph.query('query ($id: ID!) { user(id: $id) { id } }', { id }, someUser())).toEqual({
        data: { user: null },
      });
    }
  });

  it('takes a token without an account for no sign-in', async () => {
    const { data, errors } = await subgraph.query('{ me { id } }', {}, someUser());
    expect(data).toEqual({ me: null });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('lets administrators alone grant paid access and roles', async () => {
    const person = await registered();
    const grant = (viewer?: Viewer) =>
      subgraph.query(
        'mutation ($userId: ID!) { setPaidAccess(input: { userId: $userId, paidAccess: true }) { paidAccess } }',
        { userId: person.id },
        viewer,
      );
    const promote = (viewer?: Viewer) =>
      subgraph.query(
        'mutation ($userId: ID!) { setUserRoles(input: { userId: $userId, roles: [ADMIN] }) { ... on UserChanged { user { roles } } } }',
        { userId: person.id },
        viewer,
      );
    for (const change of [grant, promote]) {
      expect((await change()).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      expect((await change(asViewer(person))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect((await change(someUser('MANAGER'))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    expect((await subgraph.query('{ me { paidAccess roles } }', {}, asViewer(person))).data).toEqual({
      me: { paidAccess: false, roles: ['USER'] },
    });
    expect((await grant(someUser('ADMIN'))).data).toEqual({ setPaidAccess: { paidAccess: true } });
    expect((await promote(someUser('ADMIN'))).data).toEqual({ setUserRoles: { user: { roles: ['USER', 'ADMIN'] } } });
    const unknown = await subgraph.query(
      'mutation { setPaidAccess(input: { userId: "x", paidAccess: true }) { id } }',
      {},
      someUser('ADMIN'),
    );
    expect(unknown.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: 'input.userId' } }]);
  });

  it('signs with the same key after a restart', async () => {
    const account = someAccount();
    await register(account);
    const again = await openTestSubgraph(users, { databaseUrl });
    const { data } = await signIn(account.email, PASSWORD, again);
    const { keys } = (await subgraph.subgraph.published[JWKS_PATH]?.()) as JSONWebKeySet;
    expect(decodeProtectedHeader(data.signIn.accessToken).kid).toBe(keys[0]?.kid);
    await again.close();
  });

  it('does not open over token keys that another signing key sealed', async () => {
    const opening = openTestSubgraph(users, {
      databaseUrl,
      signingKey: 'another signing key, which is as long as it has to be',
    });
    await expect(opening).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        /sealed under another STOA_SIGNING_KEY.\n.*delete all rows of signing_key/,
      ) as string,
    });
  });
});
