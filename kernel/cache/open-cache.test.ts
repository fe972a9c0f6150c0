import { describe, expect, it } from 'vitest';

import { createLogger } from '../logging/index.ts';
import { openCache } from './open-cache.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

describe('the configured cache', () => {
  it('is in this process unless it is said to be in Redis', async () => {
    const cache = await openCache({ type: 'memory', redisUrl: undefined, logger });
    await cache.set('tea', 'green', 1_000);
    expect(await cache.get('tea')).toBe('green');
    await cache.close();
  });

  it('cannot be in a Redis that nobody named', async () => {
    await expect(openCache({ type: 'redis', redisUrl: undefined, logger })).rejects.toThrow('Set REDIS_URL');
  });
});
