import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import type { CallOutcome, ProviderCall, ProviderClient } from '../provider-client.ts';
import { openHttpProviderClient, type HttpProviderClientOptions } from './http-provider-client.ts';
import type { ProviderRow } from './provider-row.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from './provider-rows.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  toClose.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Judge {
  readonly url: string;
  /** Requests that arrived, by the provider's own count. */
  readonly arrived: { readonly body: string; readonly headers: IncomingMessage['headers'] }[];
}

/** A provider that answers as told, and counts what reaches it. */
async function judge(answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<Judge> {
  const arrived: Judge['arrived'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      arrived.push({ body: Buffer.concat(chunks).toString(), headers: request.headers });
      answer(response, request);
    });
  });
  return { url: await listening(server), arrived };
}

function client(
  url: string,
  { row = FREE_PROVIDER, connections = 8, token }: Partial<Omit<HttpProviderClientOptions, 'url'>> = {},
) {
  const opened = openHttpProviderClient({ url, row, connections, token });
  toClose.push(() => opened.close());
  return opened;
}

function call(provider: ProviderClient, { text = 'abc', sendIn = 1_000, answerIn = 1_000 } = {}): Promise<CallOutcome> {
  const now = performance.now();
  const asked: ProviderCall = { text, key: 'key-1', sendBefore: now + sendIn, answerBefore: now + answerIn };
  return provider.call(asked);
}

describe('the HTTP provider client', () => {
  it('sends the text and gives the answer back', async () => {
    const { url, arrived } = await judge((response) => response.end('{"text":"cba"}'));
    expect(await call(client(url))).toEqual({ kind: 'answered', text: 'cba' });
    expect(arrived[0]?.body).toBe('{"text":"abc"}');
  });

  it('sends our key to a provider that takes it, and to no other', async () => {
    const { url, arrived } = await judge((response) => response.end('{"text":"cba"}'));
    await call(client(url, { row: PAID_PROVIDER }));
    await call(client(url));
    expect(arrived.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', undefined]);
  });

  it('speaks as the row says, and proves who it is', async () => {
    const { url, arrived } = await judge((response) => response.end('{"choices":[{"message":{"content":"cba"}}]}'));
    const row: ProviderRow = {
      ...FREE_PROVIDER,
      request: (text) => ({ messages: [{ role: 'user', content: text }] }),
      answer: 'choices.0.message.content',
      meanings: [{ status: 200, means: 'answered' }],
    };
    expect(await call(client(url, { row, token: 'of-ours' }))).toEqual({ kind: 'answered', text: 'cba' });
    expect(arrived).toMatchObject([
      { body: '{"messages":[{"role":"user","content":"abc"}]}', headers: { authorization: 'Bearer of-ours' } },
    ]);
  });

  it('passes on where the provider says its count stands', async () => {
    const { url } = await judge((response) => {
      response.setHeader('x-ratelimit-remaining', '4').end('{"text":"cba"}');
    });
    const quota = { remaining: { in: 'header', name: 'x-ratelimit-remaining' }, reset: undefined } as const;
    expect(await call(client(url, { row: { ...FREE_PROVIDER, quota } }))).toEqual({
      kind: 'answered',
      text: 'cba',
      report: { remaining: 4, resetMs: undefined },
    });
  });

  it.each([
    ['429 without a word on how long', 429, {}, '', { kind: 'refused', retryAfterMs: undefined }],
    ['429 with Retry-After', 429, { 'retry-after': '2' }, '', { kind: 'refused', retryAfterMs: 2_000 }],
    ['503 with Retry-After', 503, { 'retry-after': '2' }, '', { kind: 'refused', retryAfterMs: 2_000 }],
    ['503 without, which may come from a proxy', 503, {}, '', { kind: 'lost' }],
    ['500', 500, {}, 'oops', { kind: 'failed' }],
    ['400', 400, {}, '', { kind: 'failed' }],
    ['a redirect, which is not followed', 302, { location: '/elsewhere' }, '', { kind: 'failed' }],
    ['200 with an error for a body', 200, {}, '{"error":"no"}', { kind: 'failed' }],
    ['200 with half a body', 200, {}, '{"text":"cb', { kind: 'failed' }],
    ['200 with another type of text', 200, {}, '{"text":5}', { kind: 'failed' }],
    ['504 of a proxy, behind which anything may have happened', 504, {}, '', { kind: 'lost' }],
  ])('understands %s', async (_what, status, headers, body, expected) => {
    const { url, arrived } = await judge((response) => response.writeHead(status, headers).end(body));
    expect(await call(client(url))).toMatchObject(expected);
    expect(arrived).toHaveLength(1);
  });

  it('knows that a refused connection carried nothing', async () => {
    const server = createTcpServer();
    const url = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await call(client(url))).toMatchObject({ kind: 'not_sent', late: false });
  });

  it('knows that a name nobody resolves carried nothing', async () => {
    expect(await call(client('http://no-such-host.invalid:80'), { answerIn: 5_000 })).toMatchObject({
      kind: 'not_sent',
      late: false,
    });
  });

  it('knows that a closed client sends nothing', async () => {
    const { url, arrived } = await judge((response) => response.end('{"text":"cba"}'));
    const closed = openHttpProviderClient({ url, row: FREE_PROVIDER });
    await closed.close();
    expect(await call(closed)).toMatchObject({ kind: 'not_sent', late: false });
    expect(arrived).toHaveLength(0);
  });

  it('knows nothing of a call that was taken and then cut off', async () => {
    const { url, arrived } = await judge((_response, request) => request.socket.resetAndDestroy());
    expect(await call(client(url))).toMatchObject({ kind: 'lost' });
    expect(arrived).toHaveLength(1);
  });

  it('knows nothing of a call whose answer breaks off', async () => {
    const { url } = await judge((response, request) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"text":');
      setTimeout(() => request.socket.resetAndDestroy(), 20);
    });
    expect(await call(client(url))).toMatchObject({ kind: 'lost' });
  });

  it('does not repeat a call that a half-closed connection swallowed', async () => {
    let connections = 0;
    let requests = 0;
    const server = createTcpServer((socket) => {
      connections += 1;
      socket.on('data', () => {
        requests += 1;
        if (requests > 1) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{"text":"cba"}');
      });
    });
    const provider = client(await listening(server), { connections: 1 });
    expect(await call(provider)).toMatchObject({ kind: 'answered' });
    expect(await call(provider)).toMatchObject({ kind: 'lost' });
    expect({ connections, requests }).toEqual({ connections: 1, requests: 2 });
  });

  it('stops waiting for an answer that drips or never comes', async () => {
    const { url } = await judge((response) => {
      response.writeHead(200).write('{');
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    const startedAt = performance.now();
    expect(await call(client(url), { answerIn: 80 })).toMatchObject({ kind: 'lost' });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('does not send what had to queue for longer than its slot holds', async () => {
    const { url, arrived } = await judge((response) => setTimeout(() => response.end('{"text":"cba"}'), 100));
    const provider = client(url, { connections: 1 });
    const outcomes = await Promise.all([call(provider), call(provider, { sendIn: 30 })]);
    expect(outcomes).toMatchObject([{ kind: 'answered' }, { kind: 'not_sent', late: true }]);
    expect(arrived).toHaveLength(1);
  });

  it('does not send after a pause of the process that outlasted the slot', async () => {
    const { url, arrived } = await judge((response) => response.end('{"text":"cba"}'));
    expect(await call(client(url), { sendIn: -1 })).toMatchObject({ kind: 'not_sent', late: true });
    expect(arrived).toHaveLength(0);
  });

  it('does not send what was given up while it queued', async () => {
    const { url, arrived } = await judge((response) => setTimeout(() => response.end('{"text":"cba"}'), 80));
    const provider = client(url, { connections: 1 });
    const outcomes = await Promise.all([call(provider), call(provider, { answerIn: 20 })]);
    expect(outcomes).toMatchObject([{ kind: 'answered' }, { kind: 'not_sent', late: true }]);
    await call(provider);
    expect(arrived).toHaveLength(2);
  });

  it('refuses an answer that never ends', async () => {
    const { url } = await judge((response) => {
      response.writeHead(200).write('{"text":"');
      const flood = (): boolean => response.write('x'.repeat(100_000), flood);
      flood();
    });
    expect(await call(client(url), { answerIn: 5_000 })).toMatchObject({ kind: 'lost' });
  });
});
