import { describe } from 'vitest';

import { isRedisInstalled } from '../../app/stores/private-redis.ts';

export const redisAvailable = isRedisInstalled();

export const REDIS_SKIPPED = 'skipped: redis-server is not on the PATH (apt-get install redis-server)';

/** `describe` for what needs a Redis; where there is none the title says that it is skipped, and the cure. */
export function describeRedis(title: string, suite: () => void): void {
  if (redisAvailable) describe(title, suite);
  else describe.skip(`${title} (${REDIS_SKIPPED})`, suite);
}
