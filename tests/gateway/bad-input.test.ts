import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ERRORS, isErrorCode } from '../../kernel/errors/index.ts';
import { openTestGateway, PASSWORD, type TestGateway } from './open-test-gateway.ts';

/** What no stranger may read: stacks, inside addresses, names of files, databases and packages. */
const INSIDE = /\bat [\w.<>]+ \(|node_modules|\.ts\b|127\.0\.0\.1|localhost|postgres|redis|ECONN|select |mikro|stack/i;

interface ErrorsBody {
  readonly data?: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (payload: string | Buffer, headers: Readonly<Record<string, string>> = JSON_TYPE): InjectOptions => ({
  method: 'POST',
  url: '/graphql',
  headers,
  payload,
});
const query = (text: string, variables?: unknown): InjectOptions => post(JSON.stringify({ query: text, variables }));

const REGISTER =
  'mutation ($input: RegisterInput!) { register(input: $input) { __typename ... on InvalidRegistration { problems { field message } } } }';
const PLACE_ORDER = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }';
const PROCESS = 'mutation ($input: ProcessMessageInput!) { processMessage(input: $input) { __typename } }';

describe('bad input over GraphQL', () => {
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await openTestGateway();
    token = await gateway.register('someone@example.com');
  });
  afterAll(() => gateway.close());

  const table: readonly (readonly [string, InjectOptions, number, string])[] = [
    ['malformed JSON', post('{"query":'), 400, 'BAD_REQUEST'],
    ['no body', post(''), 400, 'BAD_REQUEST'],
    ['JSON that is no object', post('[1]'), 400, 'BAD_REQUEST'],
    ['null', post('null'), 400, 'BAD_REQUEST'],
    ['a prototype key', post('{"__proto__":{"a":1},"query":"{ me { id } }"}'), 400, 'BAD_REQUEST'],
    ['no query', post('{}'), 400, 'BAD_REQUEST'],
    ['a query that is no text', post('{"query":{}}'), 400, 'BAD_REQUEST'],
    ['variables that are no object', query('{ me { id } }', [1]), 400, 'BAD_REQUEST'],
    ['variables that are text', query('{ me { id } }', 'a'), 400, 'BAD_REQUEST'],
    ['an unknown operation name', post('{"query":"query A { me { id } }","operationName":"B"}'), 400, 'BAD_REQUEST'],
    ['two operations and no name', post('{"query":"query A { me { id } } query B { me { id } }"}'), 400, 'BAD_REQUEST'],
    ['a batch', post('[{"query":"{ me { id } }"},{"query":"{ me { id } }"}]'), 400, 'BAD_REQUEST'],
    ['an XML body', post('<query/>', { 'content-type': 'application/xml' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form',
      post('query=%7Bme%7D', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['plain text', post('{"query":"{ me { id } }"}', { 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no content type', post('{"query":"{ me { id } }"}', { 'content-type': '' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body that is too large', post(`{"query":"${'x'.repeat(262_144)}"}`), 413, 'PAYLOAD_TOO_LARGE'],
    ['a document that does not parse', query('{ me {'), 400, 'GRAPHQL_PARSE_FAILED'],
    ['an empty document', query(''), 400, 'BAD_REQUEST'],
    ['an unknown field', query('{ me { shoeSize } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown argument', query('{ user(id: "1", name: "x") { id } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing argument', query('{ user { id } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a literal of the wrong type', query('{ user(id: true) { id } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of the wrong type',
      query(REGISTER, { input: { email: 7, password: PASSWORD } }),
      400,
      'BAD_USER_INPUT',
    ],
    ['a missing variable', query(REGISTER), 400, 'BAD_USER_INPUT'],
    ['a missing field of an input', query(PROCESS, { input: { idempotencyKey: 'once' } }), 400, 'BAD_USER_INPUT'],
    [
      'an unknown field of an input',
      query(REGISTER, { input: { email: 'a@b.example', password: PASSWORD, admin: true } }),
      400,
      'BAD_USER_INPUT',
    ],
    ['a value outside an enum', query(PROCESS, { input: { text: 'a', door: 'BACK' } }), 400, 'BAD_USER_INPUT'],
    [
      'a number beyond its range',
      query('{ me { orders(first: 99999999999) { edges { cursor } } } }'),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a document with too many tokens', query(`{ ${'me { id } '.repeat(600)} }`), 400, 'GRAPHQL_PARSE_FAILED'],
    [
      'a mutation by GET',
      {
        method: 'GET',
        url: `/graphql?query=${encodeURIComponent('mutation { signIn(input: { login: "a", password: "b" }) { __typename } }')}`,
        headers: { 'x-apollo-operation-name': 'a' },
      },
      405,
      'BAD_REQUEST',
    ],
    [
      'a simple GET that carries a cookie',
      { method: 'GET', url: '/graphql?query=%7Bme%7Bid%7D%7D', headers: { cookie: 'a=b' } },
      400,
      'BAD_REQUEST',
    ],
    ['another method', { method: 'DELETE', url: '/graphql' }, 405, 'METHOD_NOT_ALLOWED'],
  ];

  it.each(table)('%s is refused', async (_what, request, status, code) => {
    const answer = await gateway.inject(request);
    expect([answer.statusCode, answer.json<ErrorsBody>().errors.map(({ extensions }) => extensions.code)]).toEqual([
      status,
      [code],
    ]);
    expect(answer.headers['content-type']).toMatch(/^application\/(graphql-response\+)?json/);
    expect(answer.body).not.toMatch(INSIDE);
  });

  it.each([
    ['of a scalar that we know', { lines: [{ product: 'a', price: '1.005', quantity: 1 }] }, 'input.lines.0.price'],
    [
      'of the wrong type',
      { lines: [{ product: 'a', price: '1', quantity: 'one at "input.x"; ' }] },
      'input.lines.0.quantity',
    ],
    ['that is missing', { lines: [{ product: 'a', price: '1' }] }, 'input.lines.0'],
    ['that is no input at all', 7, 'input'],
    ['that is not there', undefined, 'input'],
  ])('a value %s is named by its place in the variables', async (_what, input, field) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await gateway.graphql(PLACE_ORDER, { headers, variables: { input } });
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', field } }] });
  });

  it.each([
    ['a path that cannot be decoded', '/%E0%A4%A', 400],
    ['a part of a path that is too long', `/playground/${'a'.repeat(3_000)}`, 400],
    ['a path out of its folder', '/playground/..%2f..%2fpackage.json', 404],
  ])('%s is refused', async (_what, url, status) => {
    const answer = await gateway.inject({ method: 'GET', url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).not.toMatch(INSIDE);
  });

  it.each([
    ['a bad e-mail address', { email: 'nobody', password: PASSWORD }, 'email'],
    ['a weak password', { email: 'a@b.example', password: 'short' }, 'password'],
    ['an e-mail address that is too long', { email: `${'a'.repeat(400)}@b.example`, password: PASSWORD }, 'email'],
    ['a password that is too long', { email: 'a@b.example', password: 'pass word '.repeat(200) }, 'password'],
    ['a user name with a space', { email: 'a@b.example', password: PASSWORD, username: 'a b c' }, 'username'],
  ])('%s is a problem of that field, not an error', async (_what, input, field) => {
    const answer = await gateway.inject(query(REGISTER, { input }));
    expect(answer.statusCode).toBe(200);
    const { data } = answer.json<{ data: { register: { __typename: string; problems: { field: string }[] } } }>();
    expect(data.register.__typename).toBe('InvalidRegistration');
    expect(data.register.problems.map((problem) => problem.field)).toContain(field);
  });

  it.each([
    ['an over-long text to process', PROCESS, { text: 'x'.repeat(200_000) }],
    ['a text with a zero byte', PROCESS, { text: 'a\0b', idempotencyKey: 'k\0' }],
    ['half of a surrogate pair', PROCESS, { text: 'a\ud800b' }],
    ['an over-long key', PROCESS, { text: 'a', idempotencyKey: 'k'.repeat(100_000) }],
    ['an order without lines', PLACE_ORDER, { lines: [] }],
    ['an order of nothing', PLACE_ORDER, { lines: [{ product: '', quantity: 0, price: '-1' }] }],
    ['a price that is no price', PLACE_ORDER, { lines: [{ product: 'Tea', quantity: 1, price: '1e9' }] }],
    ['a product with a zero byte', PLACE_ORDER, { lines: [{ product: 'T\0', quantity: 1, price: '1.00' }] }],
    [
      'a login with a zero byte',
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { login: 'a\0', password: 'b' },
    ],
    ['an e-mail address with a zero byte', REGISTER, { email: 'a\0@b.example', password: PASSWORD }],
  ])('%s is nobody’s fault but the caller’s', async (_what, text, input) => {
    const answer = await gateway.inject({
      ...query(text, { input }),
      headers: { ...JSON_TYPE, authorization: `Bearer ${token}` },
    });
    expect(answer.statusCode).toBeLessThan(500);
    for (const { extensions } of answer.json<Partial<ErrorsBody>>().errors ?? [])
      expect(['BAD_USER_INPUT', 'PAYLOAD_TOO_LARGE']).toContain(extensions.code);
    expect(answer.body).not.toMatch(INSIDE);
  });

  it('says of a text that cannot be kept as it is so, instead of changing it', async () => {
    const answer = await gateway.inject({
      ...query(PROCESS, { input: { text: 'a\ud800b' } }),
      headers: { ...JSON_TYPE, authorization: `Bearer ${token}` },
    });
    expect(answer.json<ErrorsBody>().errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.text',
    });
  });

  it.each([
    ['an id that is no id', '{ user(id: "1; drop table") { id } }'],
    ['an id with a zero byte', '{ user(id: "\\u0000") { id } }'],
    ['a cursor that is no cursor', '{ me { orders(after: "!!") { edges { cursor } } } }'],
    ['a page without an end', '{ me { orders(first: 101) { edges { cursor } } } }'],
    ['a page of less than nothing', '{ me { orders(first: -1) { edges { cursor } } } }'],
    [
      'a cursor of a time that never was',
      `{ me { orders(after: "${Buffer.from('[1e300,"x"]').toString('base64url')}") { edges { cursor } } } }`,
    ],
  ])('%s finds nothing, or is refused', async (_what, text) => {
    const answer = await gateway.graphql(text, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.statusCode).toBeLessThan(500);
    for (const { extensions } of answer.json<Partial<ErrorsBody>>().errors ?? [])
      expect(['BAD_USER_INPUT', 'NOT_FOUND']).toContain(extensions.code);
    expect(answer.body).not.toMatch(INSIDE);
  });

  it.each([
    [
      'variables nested 100,000 deep',
      post(`{"query":"{ __typename }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
    ],
    ['a list literal nested 990 deep', query(`{ user(id: ${'['.repeat(990)}1${']'.repeat(990)}) { id } }`)],
    ['a directive that does not fit', query('{ __typename @skip(if: null) @include }')],
    ['a condition without a value', query('query ($if: Boolean!) { __typename @skip(if: $if) }')],
    ['a subscription', query('subscription { me { id } }')],
    ['a deferred part', query('{ me { ... @defer { id } } }')],
    ['a document of definitions only', query('type Query { a: Int }')],
    [
      'extensions that are not known',
      post('{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"0"}}}'),
    ],
    [
      'a hundred aliases',
      query(`{ ${Array.from({ length: 100 }, (_, n) => `a${n}: user(id: "${n}") { id }`).join(' ')} }`),
    ],
  ])('%s does no harm', async (_what, request) => {
    const answer = await gateway.inject(request);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).not.toMatch(INSIDE);
    expect(answer.body).not.toContain('"INTERNAL"');
  });

  it('takes whatever bytes come, with an answer in its own words and never a 5xx', async () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
    const json = fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text));
    const request = fc
      .record(
        {
          query: fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom('{ me { id } }', 'query A { __typename }'),
            fc.anything(),
          ),
          variables: fc.anything(),
          operationName: fc.anything(),
          extensions: fc.anything(),
        },
        { requiredKeys: [] },
      )
      .map((value) =>
        Buffer.from(JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part))),
      );
    const type = fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'application/json; charset=latin1',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/graphql',
      '',
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, json, request), type, async (payload, contentType) => {
        const answer = await gateway.inject(post(payload, { 'content-type': contentType }));
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.body).not.toMatch(INSIDE);
        for (const { extensions } of answer.json<Partial<ErrorsBody>>().errors ?? []) {
          expect(isErrorCode(extensions.code)).toBe(true);
          expect(extensions.code).not.toBe('INTERNAL');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('knows every code it answers with', () => {
    for (const [, , , code] of table) expect(Object.keys(ERRORS)).toContain(code);
  });
});
