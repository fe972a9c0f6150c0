import { StartError } from '../lifecycle/index.ts';
import type { Logger } from '../logging/index.ts';
import type { Cache } from './cache.ts';
import { createMemoryCache } from './memory-cache.ts';
import { openRedisCache } from './redis-cache.ts';

export interface CacheOptions {
  readonly type: 'memory' | 'redis';
  readonly redisUrl: string | undefined;
  readonly logger: Logger;
}

const MEMORY_BYTES = 32 * 1_048_576;

/**
 * The cache of the configured kind: in this process, or in the Redis that all processes share.
 * @throws StartError for one in Redis where no Redis is known or it cannot be reached.
 */
export async function openCache({ type, redisUrl, logger }: CacheOptions): Promise<Cache> {
  if (type === 'memory') return createMemoryCache({ maxBytes: MEMORY_BYTES });
  if (redisUrl === undefined) {
    throw new StartError('CACHE_TYPE is redis, and there is no Redis. Set REDIS_URL, or CACHE_TYPE to memory.');
  }
  return await openRedisCache({
    url: redisUrl,
    onAway: (error) => {
      logger.warn({ error }, 'the cache in Redis does not answer; it is done without until it does');
    },
    onBack: () => {
      logger.info('the cache in Redis answers again');
    },
  });
}
