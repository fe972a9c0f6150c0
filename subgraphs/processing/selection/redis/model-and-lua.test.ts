import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { openRedis, type Redis } from '../../../../kernel/redis/index.ts';
import { describeRedis, startRedis, type TestRedis } from '../../../../tests/support/index.ts';
import { MemoryQuota } from '../memory/memory-quota.ts';
import { history, play, type History } from './random-history.suite.ts';
import { RedisQuota } from './redis-quota.ts';

const HISTORIES = Number(process.env['MODEL_HISTORIES'] ?? 2_000);

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

  let policies = 0;

  async function playOnRedis(played: History): Promise<readonly unknown[]> {
    let nowMs = 0;
    const quota = new RedisQuota({
      decisions: redis,
      settlements: redis,
      policy: played.policy,
      zone: 'UTC',
      groupName: randomUUID(),
      clock: () => nowMs,
    });
    // A server keeps the scripts of every policy it has seen.
    if (++policies % 200 === 0) await redis.command((connection) => connection.scriptFlush());
    // They must be known beforehand: one that is not is sent again, behind the steps after it.
    await quota.load();
    return play(played, quota, { set: (ms) => (nowMs = ms), snapshot: (user, key) => quota.snapshot(user, key) });
  }

  function playOnModel(played: History): Promise<readonly unknown[]> {
    let nowMs = 0;
    const quota = new MemoryQuota({ policy: played.policy, zone: 'UTC', now: () => nowMs });
    return play(played, quota, {
      set: (ms) => (nowMs = ms),
      snapshot: (user, key) => Promise.resolve(quota.snapshot(user, key)),
    });
  }

  it(
    `answer alike and leave the same state behind in ${HISTORIES} random histories of 50 steps`,
    async () => {
      const seen = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(history, async (played) => {
          const [expected, actual] = await Promise.all([playOnModel(played), playOnRedis(played)]);
          for (const answer of expected) count(seen, answer);
          expect(actual).toEqual(expected);
        }),
        { numRuns: HISTORIES },
      );
      // A generator that no longer reaches an answer would compare nothing.
      expect([...seen.keys()].sort()).toEqual(EVERY_ANSWER);
    },
    HISTORIES * 200 + 20_000,
  );
});

const EVERY_ANSWER = [
  'allowance_exhausted',
  'free_blocked',
  'granted free free_open',
  'granted free free_probe',
  'granted free free_trigger',
  'granted paid free_blocked',
  'granted paid free_failed',
  'granted paid free_probing',
  'granted paid taken_over',
  'ignored',
  'in_progress',
  'key_reused',
  'outcome_unknown',
  'redirected',
  'settled',
  'unknown',
];

function count(seen: Map<string, number>, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('decision' in answer)) return;
  const { decision } = answer as { decision: { kind: string; lease?: { provider: string; reason: string } } };
  const name = [decision.kind, decision.lease?.provider, decision.lease?.reason].filter(Boolean).join(' ');
  seen.set(name, (seen.get(name) ?? 0) + 1);
}
