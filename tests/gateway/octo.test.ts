import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestGateway, PASSWORD, type TestGateway } from './open-test-gateway.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const ACCOUNT = { email: 'client', password: 'pw', paid_access: true, free_messages_left: 5, refresh_at: '2020-01-01' };
const NOT_VALID = { detail: { details: 'Невозможно провалидировать данные в токене' } };

describe('the OCTO contract', () => {
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await openTestGateway();
    await gateway.inject({
      method: 'POST',
      url: '/auth/register',
      headers: JSON_TYPE,
      payload: JSON.stringify(ACCOUNT),
    });
    const payload = new URLSearchParams({ username: 'CLIENT', password: 'pw' }).toString();
    const signedIn = await gateway.inject({ method: 'POST', url: '/auth/login', headers: FORM_TYPE, payload });
    const cookie = String(signedIn.headers['set-cookie']);
    expect(cookie).toMatch(/; HttpOnly; Max-Age=3600; Path=\/; SameSite=lax; Secure$/);
    token = /octo_handler_user=([^;]+)/.exec(cookie)?.[1] ?? '';
  });
  afterAll(() => gateway.close());

  const register = (body: unknown): InjectOptions => ({
    method: 'POST',
    url: '/auth/register',
    headers: JSON_TYPE,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const login = (payload: string, headers: Readonly<Record<string, string>> = FORM_TYPE): InjectOptions => ({
    method: 'POST',
    url: '/auth/login',
    headers,
    payload,
  });
  const door = (path: string, query: Readonly<Record<string, string>>): InjectOptions => ({
    method: 'POST',
    url: `${path}?${new URLSearchParams(query).toString()}`,
  });
  const missing = (...loc: string[]) =>
    expect.objectContaining({ type: 'missing', loc, msg: 'Field required' }) as unknown;

  const table: readonly (readonly [string, InjectOptions, number, unknown])[] = [
    [
      'a second account of that name',
      register({ ...ACCOUNT, email: 'Client' }),
      400,
      { detail: 'REGISTER_USER_ALREADY_EXISTS' },
    ],
    [
      'an over-long address',
      register({ ...ACCOUNT, email: 'x'.repeat(321) }),
      422,
      { detail: [expect.objectContaining({ type: 'value_error', loc: ['body', 'email'] })] },
    ],
    [
      'an over-long password',
      register({ ...ACCOUNT, email: 'other', password: 'x'.repeat(1_025) }),
      400,
      { detail: { code: 'REGISTER_INVALID_PASSWORD', reason: 'A password has at most 1024 characters.' } },
    ],
    [
      'a registration without fields',
      register({}),
      422,
      {
        detail: ['email', 'password', 'paid_access', 'free_messages_left', 'refresh_at'].map((name) =>
          missing('body', name),
        ),
      },
    ],
    [
      'a registration that is no JSON',
      register('{'),
      422,
      { detail: [expect.objectContaining({ type: 'json_invalid' })] },
    ],
    [
      'a registration nested without end',
      register('['.repeat(100_000) + ']'.repeat(100_000)),
      422,
      { detail: [expect.objectContaining({ type: 'json_invalid' })] },
    ],
    [
      'a registration with one endless field',
      register(`{"email":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      422,
      { detail: [expect.objectContaining({ type: 'json_invalid' })] },
    ],
    [
      'a login as JSON',
      login(JSON.stringify({ username: 'client', password: 'pw' }), JSON_TYPE),
      422,
      { detail: [missing('body', 'username'), missing('body', 'password')] },
    ],
    ['a wrong password', login('username=client&password=no'), 400, { detail: 'LOGIN_BAD_CREDENTIALS' }],
    ['an unknown login', login('username=nobody&password=pw'), 400, { detail: 'LOGIN_BAD_CREDENTIALS' }],
    ['a look at nobody', { method: 'GET', url: '/users/me' }, 401, { detail: 'Unauthorized' }],
    ['a sign out of nobody', { method: 'POST', url: '/auth/logout' }, 401, { detail: 'Unauthorized' }],
    [
      'a bad cookie',
      { method: 'GET', url: '/users/me', cookies: { octo_handler_user: 'x' } },
      401,
      { detail: 'Unauthorized' },
    ],
    [
      'a message without a token',
      door('/free_provider', { message: 'hi' }),
      422,
      { detail: [missing('query', 'token')] },
    ],
    [
      'a token without a message',
      door('/paid_provider', { token: 'x' }),
      422,
      { detail: [missing('query', 'message')] },
    ],
    ['a bad token at the free door', door('/free_provider', { token: 'x', message: 'hi' }), 403, NOT_VALID],
    ['a bad token at the paid door', door('/paid_provider', { token: 'x', message: 'hi' }), 403, NOT_VALID],
  ];

  it.each(table)('answers %s in its own words', async (_what, request, status, body) => {
    const answer = await gateway.inject(request);
    expect([answer.statusCode, answer.json()]).toEqual([status, body]);
  });

  it('takes neither a token of the graph, nor gives one that the graph takes', async () => {
    const graphToken = await gateway.register('someone@example.com');
    const atDoor = await gateway.inject(door('/free_provider', { token: graphToken, message: 'hi' }));
    expect([atDoor.statusCode, atDoor.headers['www-authenticate'], atDoor.json()]).toEqual([403, 'Bearer', NOT_VALID]);
    const atGraph = await gateway.graphql('{ me { id } }', { headers: { authorization: `Bearer ${token}` } });
    expect(atGraph.statusCode).toBe(401);
  });

  it('knows the accounts of the graph, with the same password', async () => {
    const payload = new URLSearchParams({ username: 'someone@example.com', password: PASSWORD }).toString();
    expect((await gateway.inject({ method: 'POST', url: '/auth/login', headers: FORM_TYPE, payload })).statusCode).toBe(
      204,
    );
  });

  it('processes at the free door, and sends those who still have free messages there', async () => {
    const free = await gateway.inject(door('/free_provider', { token, message: 'дом' }));
    expect([free.statusCode, free.json()]).toEqual([200, { ok: true, response: 'мод' }]);
    const paid = await gateway.inject(door('/paid_provider', { token, message: 'дом' }));
    expect([paid.statusCode, paid.json()]).toEqual([
      200,
      { ok: true, response: 'Запрос перенаправлен на платный провайдер. https://stoa.test/free_provider/redirected' },
    ]);
  });

  it('answers whatever comes without a 5xx', async () => {
    const url = fc
      .record({
        path: fc.constantFrom('/auth/register', '/auth/login', '/auth/logout', '/free_provider', '/paid_provider'),
        token: fc.oneof(fc.string({ unit: 'binary' }), fc.constant(token)),
        message: fc.string({ unit: 'binary', maxLength: 50 }),
      })
      .map(({ path, ...query }) => `${path}?${new URLSearchParams(query).toString()}`);
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
      fc
        .record({ ...mapValues(ACCOUNT, fc.constant), email: text, password: text })
        .map((json) => Buffer.from(JSON.stringify(json))),
      fc.record({ username: text, password: text }).map((form) => Buffer.from(new URLSearchParams(form).toString())),
    );
    const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', '');
    await fc.assert(
      fc.asyncProperty(url, payload, type, async (path, body, contentType) => {
        const headers = { 'content-type': contentType, cookie: `octo_handler_user=${encodeURIComponent(path)}` };
        const answer = await gateway.inject({ method: 'POST', url: path, headers, payload: body });
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.body).not.toMatch(/stack|node_modules|postgres|\bat \//);
      }),
      { numRuns: 150 },
    );
  });
});

function mapValues<T extends object, R>(object: T, map: (value: unknown) => R): Record<keyof T, R> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)])) as Record<keyof T, R>;
}

describe('the OCTO contract without the subgraph of its messages', () => {
  it('is not served, rather than half done', async () => {
    const gateway = await openTestGateway({ STOA_APPS: 'users' });
    const payload = JSON.stringify(ACCOUNT);
    const answers = [
      await gateway.inject({ method: 'POST', url: '/auth/register', headers: JSON_TYPE, payload }),
      await gateway.inject({ method: 'POST', url: '/free_provider?token=a&message=b' }),
    ];
    await gateway.close();
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
  });
});
