import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, it } from 'vitest';

import { openRedis, type Redis } from '../../../kernel/redis/index.ts';
import { RedisQuota } from '../../../subgraphs/processing/selection/redis/redis-quota.ts';
import { describeRedis, startRedis, type TestRedis } from '../../support/index.ts';
import { figures, judgeScenario, type OpenWatched } from './judge-scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const REQUESTS = 60_000;

describeRedis('the scripts in Redis', () => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    redis = await openRedis({ url: server.url, timeoutMs: 10_000 });
  });
  afterAll(async () => {
    await redis.close();
    await server.close();
  });

  const open: OpenWatched = (policy, now) => {
    const quota = new RedisQuota({
      decisions: redis,
      settlements: redis,
      policy,
      zone: 'UTC',
      groupName: randomUUID(),
      // A clock of 0 would stand for the server's own.
      clock: () => now() + 1,
    });
    return { quota, recordOf: async (userId, key) => (await quota.snapshot(userId, key)).record };
  };

  // Three of the scenarios have no latency: 180,000 requests, for which the paid calls are the fewest possible, exactly.
  describe(`keep ${REQUESTS} bursty requests on a virtual clock within their bounds:`, () => {
    it.each(SCENARIOS)('$name', async (scenario) => {
      console.log(`${scenario.name}: ${figures(await judgeScenario(scenario, { open, seed: 7, requests: REQUESTS }))}`);
    });
  });
});
