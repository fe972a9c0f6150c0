import { LONGEST_TOKEN_MINUTES } from '../auth/index.ts';
import type { Logger } from '../logging/index.ts';
import { createMemoryRevocations } from './memory-revocations.ts';
import { openRedisRevocations } from './redis-revocations.ts';
import type { RevocationFeed } from './revocation-feed.ts';

/** The feed that all processes share; without Redis one for this process alone. */
export async function openRevocations(redisUrl: string | undefined, logger: Logger): Promise<RevocationFeed> {
  if (redisUrl === undefined) return createMemoryRevocations();
  return await openRedisRevocations({
    url: redisUrl,
    keepMs: LONGEST_TOKEN_MINUTES * 60_000,
    onError: (error) => {
      logger.debug({ error }, 'Redis does not answer');
    },
  });
}
