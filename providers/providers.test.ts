import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { BatchCounter } from './batch-counter.ts';
import { createFreeProvider, createPaidProvider, type ProviderService } from './index.ts';
import { reverseText } from './reverse-text.ts';

const open: ProviderService[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((provider) => provider.close()));
});

function opened(provider: ProviderService): ProviderService {
  open.push(provider);
  return provider;
}

async function send(provider: ProviderService, payload: unknown, headers: Record<string, string> = {}) {
  const response = await provider.app.inject({
    method: 'POST',
    url: '/process',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json<Record<string, unknown>>() };
}

describe('reverseText', () => {
  it('keeps characters beyond the basic plane whole', () => {
    expect(reverseText('a😀b')).toBe('b😀a');
    expect(reverseText('')).toBe('');
  });

  it('undoes itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(reverseText(reverseText(text))).toBe(text);
      }),
    );
  });
});

describe('BatchCounter', () => {
  it('accepts its limit, then refuses from the last acceptance on, to the millisecond', () => {
    const counter = new BatchCounter({ limit: 2, blockMs: 100 });
    expect(counter.admit(0).kind).toBe('accepted');
    expect(counter.admit(60).kind).toBe('accepted');
    expect(counter.admit(60)).toEqual({ kind: 'refused', retryAfterMs: 100 });
    expect(counter.admit(159)).toEqual({ kind: 'refused', retryAfterMs: 1 });
    expect(counter.admit(160).kind).toBe('accepted');
  });

  it('keeps its count however long nobody comes', () => {
    const counter = new BatchCounter({ limit: 2, blockMs: 100 });
    counter.admit(0);
    counter.admit(1e9);
    expect(counter.admit(1e9 + 99).kind).toBe('refused');
  });

  it('never accepts with a limit of 0, and never refuses with a block of 0', () => {
    expect(new BatchCounter({ limit: 0, blockMs: 5 }).admit(0).kind).toBe('refused');
    const unlimited = new BatchCounter({ limit: 1, blockMs: 0 });
    for (let call = 0; call < 10; call += 1) expect(unlimited.admit(7).kind).toBe('accepted');
  });
});

describe('BatchCounter that blocks with its first refusal', () => {
  const rule = { limit: 2, blockMs: 100, blockStarts: 'on_first_refusal' } as const;

  it('waits for that refusal however long it takes, and counts the block from it', () => {
    const counter = new BatchCounter(rule);
    counter.admit(0);
    counter.admit(10);
    expect(counter.admit(1e6)).toEqual({ kind: 'refused', retryAfterMs: 100 });
    expect(counter.admit(1e6 + 99)).toEqual({ kind: 'refused', retryAfterMs: 1 });
    expect(counter.admit(1e6 + 100).kind).toBe('accepted');
    expect(counter.count).toBe(1);
  });

  it('never refuses with a block of 0', () => {
    const unlimited = new BatchCounter({ ...rule, blockMs: 0 });
    for (let call = 0; call < 10; call += 1) expect(unlimited.admit(7).kind).toBe('accepted');
  });
});

it('BatchCounter starts its block anew with each refusal where told so', () => {
  const counter = new BatchCounter({ limit: 1, blockMs: 100, refusalExtends: true });
  counter.admit(0);
  expect(counter.admit(60)).toEqual({ kind: 'refused', retryAfterMs: 100 });
  expect(counter.admit(159).kind).toBe('refused');
  expect(counter.admit(258).kind).toBe('refused');
  expect(counter.admit(358).kind).toBe('accepted');
});

describe('the free provider', () => {
  it('reverses what it accepts, refuses the rest with the time to wait, and counts both', async () => {
    let nowMs = 0;
    const provider = opened(createFreeProvider({ limit: 2, blockMs: 2_500, now: () => nowMs }));
    expect(await send(provider, { text: 'abc' })).toMatchObject({ status: 200, body: { text: 'cba' } });
    await send(provider, { text: 'abc' });
    nowMs = 100;
    expect(await send(provider, { text: 'abc' })).toMatchObject({
      status: 429,
      headers: { 'retry-after': '3', 'retry-after-ms': '2400' },
    });
    nowMs = 2_500;
    expect((await send(provider, { text: 'abc' })).status).toBe(200);
    expect(provider.stats()).toEqual({ accepted: 3, refused: 1, replayed: 0 });
  });

  it('does not count what is no request', async () => {
    const provider = opened(createFreeProvider({ limit: 1, blockMs: 60_000 }));
    for (const payload of ['{"text"', '{}', '[]', 'null', '{"text":5}', '{"text":"a","more":1}']) {
      const { status, body } = await send(provider, payload);
      expect({ payload, status, error: typeof body['error'] }).toEqual({ payload, status: 400, error: 'string' });
    }
    expect((await send(provider, 'text', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send(provider, { text: 'x'.repeat(2_000_000) })).status).toBe(413);
    expect((await send(provider, { text: 'abc' })).status).toBe(200);
  });
});

describe('the paid provider', () => {
  it('processes a message once under its key, and gives the same answer again', async () => {
    const provider = opened(createPaidProvider());
    const key = { 'idempotency-key': 'one' };
    expect(await send(provider, { text: 'abc' }, key)).toMatchObject({ status: 200, body: { text: 'cba' } });
    expect(await send(provider, { text: 'abc' }, key)).toMatchObject({
      status: 200,
      headers: { 'idempotent-replayed': 'true' },
      body: { text: 'cba' },
    });
    expect((await send(provider, { text: 'other' }, key)).status).toBe(422);
    await send(provider, { text: 'abc' });
    expect(provider.stats()).toEqual({ accepted: 2, refused: 1, replayed: 1 });
  });

  it('forgets the oldest key first', async () => {
    const provider = opened(createPaidProvider({ keys: 1 }));
    for (const key of ['one', 'two', 'one']) await send(provider, { text: 'abc' }, { 'idempotency-key': key });
    expect(provider.stats()).toMatchObject({ accepted: 3, replayed: 0 });
  });

  it('listens on a free port and tells its figures and that it lives', async () => {
    const provider = opened(createPaidProvider());
    const url = await provider.listen(0, '127.0.0.1');
    expect(await (await fetch(`${url}/stats`)).json()).toEqual({ accepted: 0, refused: 0, replayed: 0 });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });
});
