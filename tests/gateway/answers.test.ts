import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestGateway, PASSWORD, type TestGateway } from './open-test-gateway.ts';

interface GraphQLBody {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of any shape are looked into
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

const codesOf = (answer: LightMyRequestResponse): unknown[] =>
  (answer.json<GraphQLBody>().errors ?? []).map(({ extensions }) => extensions['code']);

describe('the answers of the gateway', () => {
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await openTestGateway({ CORS_ORIGINS: 'https://app.example', MAX_QUERY_DEPTH: '8' });
    token = await gateway.register('someone@example.com');
  });
  afterAll(() => gateway.close());

  const bearer = (credential: string) => ({ headers: { authorization: `Bearer ${credential}` } });
  const send = (request: InjectOptions): Promise<LightMyRequestResponse> => gateway.inject(request);

  describe('to a credential', () => {
    it('know whose it is', async () => {
      const answer = await gateway.graphql('{ me { email roles } }', bearer(token));
      expect(answer.json()).toEqual({ data: { me: { email: 'someone@example.com', roles: ['USER'] } } });
    });

    it('that is absent let strangers do what strangers may', async () => {
      const answer = await gateway.graphql('{ me { id } }');
      expect([answer.statusCode, codesOf(answer)]).toEqual([200, ['UNAUTHENTICATED']]);
      expect(answer.json<GraphQLBody>().data).toEqual({ me: null });
    });

    const hour = 3_600;
    const bad: readonly (readonly [string, () => Promise<string> | string])[] = [
      ['has expired', async () => `Bearer ${await gateway.sign({ exp: Math.floor(Date.now() / 1_000) - hour })}`],
      ['is of another installation', async () => `Bearer ${await gateway.sign({ iss: 'https://other.test' })}`],
      ['is of another door', async () => `Bearer ${await gateway.sign({ aud: ['fastapi-users:auth'] })}`],
      ['is altered', () => `Bearer ${token.slice(0, -3)}AAA`],
      ['is far too long', async () => `Bearer ${await gateway.sign({ padding: 'x'.repeat(8_192) })}`],
      ['is no token', () => 'Bearer hello'],
      ['is of another scheme', () => 'Basic c29tZW9uZTpwYXNz'],
    ];

    it.each(bad)('that %s are 401 and say so in the header', async (_what, make) => {
      const answer = await gateway.graphql('{ __typename }', { headers: { authorization: await make() } });
      expect([answer.statusCode, codesOf(answer)]).toEqual([401, ['INVALID_TOKEN']]);
      expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
      expect(answer.json<GraphQLBody>()).not.toHaveProperty('data');
    });

    it('whose account is gone are those to a stranger', async () => {
      const answer = await gateway.graphql('{ me { id } }', bearer(await gateway.sign()));
      expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    });

    it('do not tell a wrong password from an unknown login', async () => {
      const signIn =
        'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on BadCredentials { message } } }';
      const answers = await Promise.all(
        [
          { login: 'someone@example.com', password: 'wrong password' },
          { login: 'nobody@example.com', password: PASSWORD },
        ].map(async (input) => (await gateway.graphql(signIn, { variables: { input } })).json<GraphQLBody>()),
      );
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.data).toMatchObject({ signIn: { __typename: 'BadCredentials' } });
    });
  });

  describe('carry', () => {
    it('a request id of their own', async () => {
      const ids = await Promise.all(
        [1, 2].map(async () => (await gateway.graphql('{ __typename }')).headers['x-request-id']),
      );
      expect(ids[0]).toMatch(/^[\da-f-]{36}$/);
      expect(ids[0]).not.toBe(ids[1]);
    });

    it("the client's request id where it is fit to be logged, else one of their own", async () => {
      const idFor = async (id: string) =>
        (await gateway.graphql('{ __typename }', { headers: { 'x-request-id': id } })).headers['x-request-id'];
      expect(await idFor('trace:42.a-b_c')).toBe('trace:42.a-b_c');
      for (const unfit of ['x'.repeat(129), 'a b', '<script>', ''])
        expect(await idFor(unfit)).toMatch(/^[\da-f-]{36}$/);
    });

    it('security headers, whatever they are', async () => {
      for (const request of [
        { method: 'POST', url: '/graphql', payload: 'x' },
        { method: 'GET', url: '/nowhere' },
        { method: 'GET', url: '/free_provider/redirected' },
      ] satisfies InjectOptions[]) {
        const { headers } = await send(request);
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'SAMEORIGIN',
          'referrer-policy': 'no-referrer',
        });
        expect(headers).not.toHaveProperty('x-powered-by');
        expect(headers).not.toHaveProperty('server');
      }
    });

    it('CORS headers for the origins of the settings only', async () => {
      const preflight = (origin: string) =>
        send({ method: 'OPTIONS', url: '/graphql', headers: { origin, 'access-control-request-method': 'POST' } });
      const known = await preflight('https://app.example');
      expect(known.statusCode).toBe(204);
      expect(known.headers).toMatchObject({
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
      });
      const unknown = await preflight('https://evil.example');
      expect(unknown.headers['access-control-allow-origin']).not.toBe('https://evil.example');
      expect(unknown.headers['access-control-allow-origin']).not.toBe('*');
    });
  });

  describe('elsewhere than at /graphql', () => {
    it.each<[InjectOptions['method'] & string, string, number, string]>([
      ['GET', '/nowhere', 404, 'NOT_FOUND'],
      ['POST', '/graphql/', 404, 'NOT_FOUND'],
      ['GET', '/users/me/', 404, 'NOT_FOUND'],
      ['GET', '/admin/', 404, 'NOT_FOUND'],
      ['GET', '/..%2f..%2fetc/passwd', 404, 'NOT_FOUND'],
      ['GET', '/%zz', 400, 'BAD_REQUEST'],
      ['GET', '/readyz', 404, 'NOT_FOUND'],
      ['GET', '/metrics', 404, 'NOT_FOUND'],
    ])('%s %s is answered with problem details', async (method, url, status, code) => {
      const answer = await send({ method, url });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.json()).toMatchObject({
        type: 'about:blank',
        status,
        code,
        requestId: answer.headers['x-request-id'],
      });
      expect(answer.body).not.toMatch(/stack|node_modules|\bat /);
    });

    it('the public keys are published, without a private part', async () => {
      const answer = await send({ method: 'GET', url: '/.well-known/jwks.json' });
      const { keys } = answer.json<{ keys: Record<string, unknown>[] }>();
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
        expect(key).not.toHaveProperty('d');
      }
    });
  });

  describe('to a document that asks for too much', () => {
    const nested = (levels: number) =>
      `{ me { ${'orders { edges { node { user { '.repeat(levels)} id ${'} } } } '.repeat(levels)} } }`;

    it('say which limit it exceeds: nesting', async () => {
      const deep = await gateway.graphql(nested(3), bearer(token));
      expect([deep.statusCode, codesOf(deep)]).toEqual([400, ['OPERATION_TOO_LARGE']]);
      expect(deep.json<GraphQLBody>().errors?.[0]?.message).toBe('The operation is 14 levels deep; 8 are allowed.');
      expect((await gateway.graphql(nested(1), bearer(token))).statusCode).toBe(200);
    });

    it('count what is hidden in fragments', async () => {
      const fragments =
        'fragment A on User { orders { edges { node { user { ...B } } } } } fragment B on User { orders { edges { node { user { id } } } } }';
      const answer = await gateway.graphql(`{ me { ...A } } ${fragments}`, bearer(token));
      expect(codesOf(answer)).toEqual(['OPERATION_TOO_LARGE']);
    });

    it('refuse fragments that never end', async () => {
      const answer = await gateway.graphql('{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }');
      expect(answer.statusCode).toBe(400);
      expect(new Set(codesOf(answer))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
    });

    it('allow one guess at a password a document, under whatever name', async () => {
      const guess = 'signIn(input: { login: "a", password: "b" }) { __typename }';
      for (const document of [
        `mutation { a: ${guess} b: ${guess} }`,
        `mutation { a: ${guess} ...B } fragment B on Mutation { b: ${guess} }`,
        `mutation { ${guess} register(input: { email: "a@b.example", password: "c" }) { __typename } }`,
      ])
        expect(codesOf(await gateway.graphql(document))).toEqual(['OPERATION_TOO_LARGE']);
    });
  });

  it('neither show nor hint at the schema where introspection is off', async () => {
    const schema = await gateway.graphql('{ __schema { types { name } } }');
    expect([schema.statusCode, schema.json<GraphQLBody>().data]).toEqual([400, undefined]);
    const slip = await gateway.graphql('{ mee { idd } }');
    expect(slip.body).not.toMatch(/did you mean/i);
    const inInput = await gateway.graphql('mutation { signIn(input: { logim: "a", password: "b" }) { __typename } }');
    expect(inInput.body).not.toMatch(/did you mean/i);
    const inVariable = await gateway.graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      {
        variables: { input: { logim: 'a', password: 'b' } },
      },
    );
    expect(inVariable.body).not.toMatch(/did you mean/i);
  });

  describe('while a subgraph is away', () => {
    it.each([
      ['orders', 'orders { edges { cursor } }'],
      ['processing', 'allowance { left }'],
    ] as const)('give what the others know, and say what is missing: %s', async (name, field) => {
      gateway.setUp(name, false);
      const answer = await gateway.graphql(`{ me { email missing: ${field} } }`, bearer(token));
      gateway.setUp(name, true);
      expect(answer.statusCode).toBe(200);
      const { data, errors } = answer.json<GraphQLBody>();
      expect(data).toEqual({ me: { email: 'someone@example.com', missing: null } });
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', retryable: true });
      expect(answer.body).not.toMatch(/127\.0|(orders|processing).*unavailable|serviceName|stack/);
      const again = await gateway.graphql(`{ me { missing: ${field} } }`, bearer(token));
      expect(again.json<GraphQLBody>().errors).toBeUndefined();
    });

    it('are errors where nothing is left', async () => {
      gateway.setUp('users', false);
      const answer = await gateway.graphql('{ me { id } }', bearer(token));
      gateway.setUp('users', true);
      expect(answer.json<GraphQLBody>().data).toEqual({ me: null });
      expect(codesOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    });

    it("are in a REST contract's own words", async () => {
      gateway.setUp('users', false);
      const answer = await send({
        method: 'POST',
        url: '/auth/login',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'username=a&password=b',
      });
      gateway.setUp('users', true);
      expect([answer.statusCode, Object.keys(answer.json<object>())]).toEqual([503, ['detail']]);
    });
  });
});
