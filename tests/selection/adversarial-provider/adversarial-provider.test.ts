import { afterEach, describe, expect, it } from 'vitest';

import { createAdversarialProvider, type AdversarialProvider } from './create-adversarial-provider.ts';
import { CountRule } from './count-rule.ts';
import type { ProviderScript } from './provider-script.ts';

const opened: AdversarialProvider[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((provider) => provider.close()));
});

async function open(script: ProviderScript): Promise<AdversarialProvider> {
  const provider = await createAdversarialProvider(script);
  opened.push(provider);
  return provider;
}

function call({ url }: AdversarialProvider, text = 'abc'): Promise<Response> {
  return fetch(`${url}/process`, { method: 'POST', body: JSON.stringify({ text }) });
}

async function statuses(provider: AdversarialProvider, calls: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let made = 0; made < calls; made += 1) seen.push((await call(provider)).status);
  return seen;
}

describe('the count of the judge', () => {
  /** One letter a call, at the given instants: accepted or refused. */
  function verdicts(script: ProviderScript, ...instants: readonly number[]): string {
    const rule = new CountRule(script);
    return instants.map((at) => rule.arrive(at).charAt(0)).join('');
  }

  it('blocks from the last request it accepts', () => {
    expect(verdicts({ limit: 2, blockMs: 10 }, 0, 5, 5, 14, 15, 15, 15)).toBe('aarraar');
  });

  it('blocks from the first it refuses, where the script says so', () => {
    const script: ProviderScript = { limit: 2, blockMs: 10, blockStarts: 'on_first_refusal' };
    expect(verdicts(script, 0, 5, 40, 49, 50)).toBe('aarra');
  });

  it('begins the block anew with every refusal, where the script says so', () => {
    expect(verdicts({ limit: 1, blockMs: 10, refusalsExtend: true }, 0, 9, 18, 28)).toBe('arra');
  });

  it('lets a refused request take a place of the next batch, where the script says so', () => {
    expect(verdicts({ limit: 3, blockMs: 10, refusalsCount: true }, 0, 0, 0, 5, 10, 10, 10)).toBe('aaaraar');
  });

  it('forgets, where the script says so', () => {
    expect(verdicts({ limit: 3, blockMs: 10, forgetsEveryNth: 2 }, 0, 0, 0, 0, 0)).toBe('aaaaa');
  });

  it('counts a request when it is answered, where the script says so', () => {
    const rule = new CountRule({ limit: 1, blockMs: 10, counts: 'at_completion' });
    expect([rule.arrive(0), rule.arrive(1)]).toEqual(['accepted', 'accepted']);
    rule.complete(5);
    expect([rule.arrive(14), rule.arrive(15)]).toEqual(['refused', 'accepted']);
  });
});

describe('the adversarial provider', () => {
  it('answers, then refuses, and tells what it has seen', async () => {
    const provider = await open({ limit: 2, blockMs: 60_000 });
    const first = await call(provider, 'hello');
    expect(await first.json()).toEqual({ text: 'olleh' });
    expect(await statuses(provider, 3)).toEqual([200, 429, 429]);
    expect(provider.judgement()).toMatchObject({ accepted: 2, refused: 2, blocks: 1, faulted: 0 });
  });

  it.each([
    ['exact_ms', 'retry-after-ms', /^(59\d{3}|60000)$/],
    ['seconds', 'retry-after', /^60$/],
    ['short', 'retry-after-ms', /^(59\d\d|6000)$/],
    ['wrong_unit', 'retry-after', /^(59\d{3}|60000)$/],
    ['huge', 'retry-after', /^1000000000000$/],
    ['http_date', 'retry-after', /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/],
    ['garbage', 'retry-after', /^in a while$/],
  ] as const)('names the end of its block in the form %s', async (retryAfter, header, value) => {
    const provider = await open({ limit: 1, blockMs: 60_000, refusal: { status: 503, retryAfter } });
    await call(provider);
    const refused = await call(provider);
    expect(refused.status).toBe(503);
    expect(refused.headers.get(header)).toMatch(value);
  });

  it('counts what it cuts off, or not, as the script says', async () => {
    for (const counted of [true, false]) {
      const provider = await open({
        limit: 2,
        blockMs: 60_000,
        faults: [{ kind: 'reset', everyNth: 1, counted }],
      });
      await expect(call(provider)).rejects.toThrow();
      expect(provider.judgement()).toMatchObject({ accepted: counted ? 1 : 0, refused: 0, faulted: 1 });
      provider.calmDown();
      expect(await statuses(provider, 2)).toEqual(counted ? [200, 429] : [200, 200]);
    }
  });

  it('has a second client that uses its slots up', async () => {
    const provider = await open({ limit: 4, blockMs: 60_000, outsiderEveryNth: 2 });
    expect(await statuses(provider, 3)).toEqual([200, 200, 429]);
    expect(provider.judgement()).toMatchObject({ accepted: 2, refused: 1, outsiders: 1 });
  });
});
