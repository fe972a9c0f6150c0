import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestGateway, PASSWORD, type LogLine, type TestGateway } from './open-test-gateway.ts';

describe('the log of the gateway', () => {
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await openTestGateway({ LOG_LEVEL: 'debug' });
    token = await gateway.register('someone@example.com');
  });
  afterAll(() => gateway.close());

  const requestLines = (lines: readonly LogLine[]) => lines.filter(({ message }) => message === 'request');

  it('has one line a request, with who, what, how long and how it ended', async () => {
    const me = await gateway.graphql('{ me { id } }', { headers: { authorization: `Bearer ${token}` } });
    gateway.takeLog();
    await gateway.graphql('{ me { id } }', {
      headers: { authorization: `Bearer ${token}`, 'x-request-id': 'trace-7' },
    });
    const lines = requestLines(gateway.takeLog());
    expect(lines).toHaveLength(1);
    const [line] = lines;
    expect(line).toMatchObject({
      level: 'info',
      logger: 'gateway',
      message: 'request',
      service: 'gateway',
      request_id: 'trace-7',
      user_id: me.json<{ data: { me: { id: string } } }>().data.me.id,
      method: 'POST',
      path: '/graphql',
      status: 200,
    });
    expect(line?.['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(line?.['duration_ms']).toEqual(expect.any(Number));
    expect(Object.keys(line ?? {}).slice(0, 5)).toEqual(['timestamp', 'level', 'logger', 'message', 'service']);
  });

  it('has the same request id in the lines of the subgraphs', async () => {
    gateway.takeLog();
    await gateway.graphql('{ user(id: "x") { id } providers { name } }', {
      headers: { authorization: `Bearer ${token}`, 'x-request-id': 'trace-8' },
    });
    const lines = gateway.takeLog();
    expect(new Set(lines.map((line) => line['request_id']))).toEqual(new Set(['trace-8']));
    expect(lines.map(({ service }) => service)).toEqual(expect.arrayContaining(['processing', 'gateway']));
  });

  it('carries no secret, at whatever level and door', async () => {
    gateway.takeLog();
    const secret = 'a very secret pass phrase';
    const password = { email: 'secret@example.com', password: secret };
    await gateway.graphql('mutation ($input: RegisterInput!) { register(input: $input) { __typename } }', {
      variables: { input: password },
    });
    await gateway.graphql(
      `mutation { signIn(input: { login: "secret@example.com", password: "${secret}" }) { __typename } }`,
    );
    await gateway.graphql(
      `mutation { signIn(input: { login: "secret@example.com", password: "${secret}" }) { nothing } }`,
    );
    await gateway.inject({
      method: 'POST',
      url: '/auth/register',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        ...password,
        email: 'old@example.com',
        paid_access: false,
        free_messages_left: 0,
        refresh_at: '2026-01-01',
      }),
    });
    const signedIn = await gateway.inject({
      method: 'POST',
      url: '/auth/login',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ username: 'old@example.com', password: secret }).toString(),
    });
    const octoToken = /octo_handler_user=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '';
    expect(octoToken).toMatch(/^eyJ/);
    for (const credential of [octoToken, `${octoToken}x`, 'opaque-but-secret']) {
      const query = new URLSearchParams({ token: credential, message: 'hello' }).toString();
      await gateway.inject({ method: 'POST', url: `/free_provider?${query}` });
      await gateway.inject({ method: 'GET', url: `/nowhere?${query}` });
      await gateway.inject({ method: 'GET', url: '/users/me', headers: { cookie: `octo_handler_user=${credential}` } });
    }
    await gateway.graphql('{ me { id } }', { headers: { authorization: `Bearer ${token}x` } });

    const lines = gateway.takeLog();
    expect(requestLines(lines).length).toBe(15);
    const text = JSON.stringify(lines);
    for (const hidden of [secret, encodeURIComponent(secret), octoToken, token, 'opaque-but-secret'])
      expect(text).not.toContain(hidden);
    expect(requestLines(lines).map(({ path }) => path)).toContain('/free_provider');
  });

  it('says which subgraph did not answer, where the client is told only that a part is missing', async () => {
    gateway.setUp('orders', false);
    gateway.takeLog();
    await gateway.graphql('{ me { orders { edges { cursor } } } }', {
      headers: { authorization: `Bearer ${token}`, 'x-request-id': 'trace-9' },
    });
    gateway.setUp('orders', true);
    expect(gateway.takeLog()).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        logger: 'gateway',
        subgraph: 'orders',
        request_id: 'trace-9',
        error: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' }) as unknown,
      }),
    );
  });

  it('has its sums in the metrics, under few names however many paths are tried', async () => {
    await gateway.inject({ method: 'GET', url: '/guess/1' });
    await gateway.inject({ method: 'GET', url: '/guess/2' });
    const metrics = await gateway.metrics();
    expect(metrics).toMatch(/stoa_http_request_seconds_count\{method="POST",route="\/graphql",status="200"\} [1-9]/);
    expect(metrics).toMatch(/stoa_http_request_seconds_count\{method="GET",route="unknown",status="404"\} [1-9]/);
    expect(metrics).toMatch(/stoa_subgraph_calls_total\{subgraph="users",outcome="ok"\} [1-9]/);
    expect(metrics).toMatch(/stoa_subgraph_calls_total\{subgraph="orders",outcome="SUBGRAPH_UNAVAILABLE"\} 1/);
    expect(metrics).not.toContain('guess');
  });

  it('takes refusals of bad input for what they are: nobody is woken up', async () => {
    gateway.takeLog();
    await gateway.graphql('{ nothing }');
    await gateway.graphql('{ me { id } }');
    await gateway.graphql('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
      variables: { input: { login: 'a', password: PASSWORD } },
    });
    await gateway.inject({
      method: 'POST',
      url: '/graphql',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    for (const line of gateway.takeLog()) expect(['debug', 'info']).toContain(line['level']);
  });
});
