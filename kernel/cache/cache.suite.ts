import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import type { Cache } from './cache.ts';

const LONG_MS = 60_000;

/** What every cache does. */
export function describeCache(open: () => Promise<Cache>): void {
  let cache: Cache;
  beforeAll(async () => {
    cache = await open();
  });
  afterAll(() => cache.close());

  it('gives back what was kept, the latest under a key, and nothing under another', async () => {
    await cache.set('tea', 'green', LONG_MS);
    await cache.set('tea', 'black', LONG_MS);
    expect(await cache.get('tea')).toBe('black');
    expect(await cache.get('te')).toBeUndefined();
    expect(await cache.get('')).toBeUndefined();
  });

  it('keeps an empty text apart from nothing', async () => {
    await cache.set('empty', '', LONG_MS);
    expect(await cache.get('empty')).toBe('');
  });

  it('forgets what is over', async () => {
    await cache.set('short', 'lived', 30);
    await vi.waitFor(async () => {
      expect(await cache.get('short')).toBeUndefined();
    });
  });

  it('keeps any text under any key', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(text, text, async (key, value) => {
        await cache.set(key, value, LONG_MS);
        expect(await cache.get(key)).toBe(value);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps apart what is asked for at once', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `many ${index}`);
    await Promise.all(keys.map((key) => cache.set(key, `value of ${key}`, LONG_MS)));
    expect(await Promise.all(keys.map((key) => cache.get(key)))).toEqual(keys.map((key) => `value of ${key}`));
  });
}
