import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestGateway, PASSWORD, type TestGateway } from './open-test-gateway.ts';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly user: { readonly id: string };
}

interface Answer<Data> {
  readonly status: number;
  readonly codes: readonly string[] | undefined;
  readonly data: Data;
}

describe('at the gateway an ended session', () => {
  let gateway: TestGateway;
  let admin: { readonly accessToken: string };
  beforeAll(async () => {
    gateway = await openTestGateway();
    admin = { accessToken: await gateway.sign({ roles: ['USER', 'ADMIN'] }) };
  });
  afterAll(() => gateway.close());

  const TOKENS = 'accessToken refreshToken sessionId user { id }';
  const run = async <Data>(
    query: string,
    { accessToken }: Partial<Tokens> = {},
    variables: object = {},
  ): Promise<Answer<Data>> => {
    const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
    const answer = await gateway.graphql(query, { headers, variables });
    const body = answer.json<{ data: Data; errors?: readonly { extensions: { code: string } }[] }>();
    return { status: answer.statusCode, codes: body.errors?.map(({ extensions }) => extensions.code), data: body.data };
  };
  const register = async (email: string): Promise<Tokens> => {
    const query = `mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { ${TOKENS} } } }`;
    return (await run<{ register: Tokens }>(query, {}, { input: { email, password: PASSWORD } })).data.register;
  };
  const signIn = async (login: string): Promise<Tokens> => {
    const query = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { ${TOKENS} } } }`;
    return (await run<{ signIn: Tokens }>(query, {}, { input: { login, password: PASSWORD } })).data.signIn;
  };
  const refresh = async ({ refreshToken }: Tokens) => {
    const query = `mutation ($token: String!) { refreshTokens(refreshToken: $token) { ... on TokensRefreshed { ${TOKENS} } } }`;
    return (await run<{ refreshTokens: Tokens }>(query, {}, { token: refreshToken })).data.refreshTokens;
  };
  const read = async (tokens: Tokens) => await run('{ me { id } }', tokens);
  const REFUSED = { status: 401, codes: ['INVALID_TOKEN'] };

  it('is refused from the next request on, also with a token that was seen before', async () => {
    const one = await register('one@example.com');
    const other = await signIn('one@example.com');
    expect(await read(one)).toMatchObject({ status: 200, data: { me: { id: one.user.id } } });
    expect(await run('mutation { signOut { ended } }', one)).toMatchObject({ data: { signOut: { ended: 1 } } });
    expect(await read(one)).toMatchObject(REFUSED);
    expect(await read(other)).toMatchObject({ status: 200 });
    expect(await gateway.metrics()).toMatch(/^stoa_revoked_credentials [1-9]/m);
  });

  it('takes its refreshed tokens with it', async () => {
    const first = await register('two@example.com');
    const second = await refresh(first);
    await run('mutation { signOutEverywhere { ended } }', second);
    for (const tokens of [first, second]) expect(await read(tokens)).toMatchObject(REFUSED);
    expect(await read(await signIn('two@example.com'))).toMatchObject({ status: 200 });
  });

  it('is what a copied refresh token leads to', async () => {
    const first = await register('three@example.com');
    const second = await refresh(first);
    const third = await refresh(second);
    expect(await read(third)).toMatchObject({ status: 200 });
    await refresh(first);
    expect(await read(third)).toMatchObject(REFUSED);
  });

  it('is what is left of an account that is switched off', async () => {
    const tokens = await register('four@example.com');
    const query = 'mutation ($input: SetUserActiveInput!) { setUserActive(input: $input) { __typename } }';
    await run(query, admin, { input: { userId: tokens.user.id, isActive: false } });
    expect(await read(tokens)).toMatchObject(REFUSED);
  });

  it('is not what roles that are taken away lead to: only the tokens of before are refused', async () => {
    const before = await register('five@example.com');
    const setRoles = async (roles: readonly string[]) => {
      const query = 'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { __typename } }';
      return await run(query, admin, { input: { userId: before.user.id, roles } });
    };
    await setRoles(['MANAGER']);
    const asManager = await refresh(before);
    expect(await read(before)).toMatchObject({ status: 200 });
    expect((await setRoles([])).codes).toBeUndefined();
    for (const tokens of [before, asManager]) expect(await read(tokens)).toMatchObject(REFUSED);
    const after = await refresh(asManager);
    expect(await run('{ me { roles } }', after)).toMatchObject({ data: { me: { roles: ['USER'] } } });
  });

  it.each([
    'refreshTokens(refreshToken: "x") { __typename }',
    'changePassword(input: { currentPassword: "a", newPassword: "b" }) { __typename }',
    'setPassword(input: { token: "a", newPassword: "b" }) { __typename }',
  ])('cannot be guessed at twice in one document: %s', async (field) => {
    expect(await run(`mutation { a: ${field} b: ${field} }`)).toMatchObject({ codes: ['OPERATION_TOO_LARGE'] });
  });

  it('hides what only gateways and operators may ask', async () => {
    expect((await run('{ sessionCredential(secret: "x") { kind } }', admin)).codes).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect((await run('mutation { rotateSigningKeys { kid } }', admin)).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});
