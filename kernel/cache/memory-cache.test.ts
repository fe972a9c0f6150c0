import { describe, expect, it } from 'vitest';

import { describeCache } from './cache.suite.ts';
import { createMemoryCache } from './memory-cache.ts';

describe('a cache in memory', () => {
  describeCache(() => Promise.resolve(createMemoryCache({ maxBytes: 1_000_000 })));

  it('stays within its bytes, and drops what was not asked for the longest', async () => {
    const cache = createMemoryCache({ maxBytes: 2_000 });
    const value = 'x'.repeat(300);
    await cache.set('one', value, 1_000);
    await cache.set('two', value, 1_000);
    await cache.get('one');
    await cache.set('three', value, 1_000);
    expect(await Promise.all(['one', 'two', 'three'].map((key) => cache.get(key)))).toEqual([value, undefined, value]);
  });

  it('does not keep what is larger than itself, nor what was there before it', async () => {
    const cache = createMemoryCache({ maxBytes: 1_000 });
    await cache.set('small', 'x', 1_000);
    await cache.set('large', 'x', 1_000);
    await cache.set('large', 'x'.repeat(1_000), 1_000);
    expect([await cache.get('small'), await cache.get('large')]).toEqual(['x', undefined]);
  });

  it('has room again for what is as large as what it replaces', async () => {
    const cache = createMemoryCache({ maxBytes: 1_000 });
    await cache.set('other', 'y', 1_000);
    for (let turn = 0; turn < 100; turn += 1) await cache.set('same', 'x'.repeat(200), 1_000);
    expect(await cache.get('other')).toBe('y');
  });

  it('forgets by the clock it is given', async () => {
    let now = 0;
    const cache = createMemoryCache({ maxBytes: 1_000, now: () => now });
    await cache.set('tea', 'warm', 10);
    now = 9;
    expect(await cache.get('tea')).toBe('warm');
    now = 10;
    expect(await cache.get('tea')).toBeUndefined();
  });
});
