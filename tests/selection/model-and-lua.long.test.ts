import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { openRedis, type Redis } from '../../kernel/redis/index.ts';
import { MemoryQuota } from '../../subgraphs/processing/selection/memory/memory-quota.ts';
import { history, play, type History } from '../../subgraphs/processing/selection/redis/random-history.suite.ts';
import { RedisQuota } from '../../subgraphs/processing/selection/redis/redis-quota.ts';
import { describeRedis, startRedis, type TestRedis } from '../support/index.ts';

const HISTORIES = 100_000;
const ROUND = 2_000;

describeRedis('the Lua files and the TypeScript model', () => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    redis = await openRedis({ url: server.url, timeoutMs: 20_000 });
  });
  afterAll(async () => {
    await redis.close();
    await server.close();
  });

  async function playOnRedis(played: History): Promise<readonly unknown[]> {
    let nowMs = 0;
    const connections = { decisions: redis, settlements: redis };
    const groupName = randomUUID();
    const quota = new RedisQuota({ ...connections, policy: played.policy, zone: 'UTC', groupName, clock: () => nowMs });
    // Steps do not wait for each other: a script that is not known is sent again, behind the steps after it.
    await quota.load();
    return play(played, quota, { set: (ms) => (nowMs = ms), snapshot: (user, key) => quota.snapshot(user, key) });
  }

  function playOnModel(played: History): Promise<readonly unknown[]> {
    let nowMs = 0;
    const quota = new MemoryQuota({ policy: played.policy, zone: 'UTC', now: () => nowMs });
    const snapshot = (user: string, key: string) => Promise.resolve(quota.snapshot(user, key));
    return play(played, quota, { set: (ms) => (nowMs = ms), snapshot });
  }

  it(`answer alike and leave the same state behind in ${HISTORIES} random histories of 50 steps`, async () => {
    const startedAt = performance.now();
    const firstSeed = Math.floor(Math.random() * 2 ** 30);
    let steps = 0;
    for (let done = 0; done < HISTORIES; done += ROUND) {
      const seed = firstSeed + done;
      await fc.assert(
        fc.asyncProperty(history, async (played) => {
          const [expected, actual] = await Promise.all([playOnModel(played), playOnRedis(played)]);
          steps += expected.length;
          expect(actual).toEqual(expected);
        }),
        { numRuns: ROUND, seed },
      );
      // Every policy has scripts of its own; nobody needs those of the round that is over.
      await redis.command((connection) => connection.flushDb());
      await redis.command((connection) => connection.scriptFlush());
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
      console.log(`${done + ROUND} histories, ${steps} answers and states, 0 differences, ${seconds} s (seed ${seed})`);
    }
  });
});
