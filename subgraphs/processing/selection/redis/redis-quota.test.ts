import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openRedis, type Redis } from '../../../../kernel/redis/index.ts';
import { describeRedis, startRedis, type TestRedis } from '../../../../tests/support/index.ts';
import type { SelectionRequest } from '../policy/decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { describeQuota } from '../quota.suite.ts';
import { RedisQuota } from './redis-quota.ts';

describeRedis('provider selection in Redis', () => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    redis = await openRedis({ url: server.url, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await redis.close();
    await server.close();
  });

  const open = (groupName: string, connection = redis): RedisQuota =>
    new RedisQuota({ decisions: connection, settlements: connection, policy: DEFAULT_POLICY, zone: 'UTC', groupName });

  describeQuota('RedisQuota', ({ policy, now }) => {
    return new RedisQuota({
      decisions: redis,
      settlements: redis,
      policy,
      zone: 'UTC',
      groupName: randomUUID(),
      clock: now,
    });
  });

  describe('RedisQuota alone', () => {
    function request(): SelectionRequest {
      return {
        userId: 'ann',
        key: randomUUID(),
        leaseId: randomUUID(),
        fingerprint: 'print',
        door: 'ANY',
        keepMs: 60_000,
        user: { left: 10, refreshDay: 1e6, paidAccess: false, paidAccessSeq: 1 },
        group: 'fresh',
      };
    }

    it('serves exactly the allowance of 10 to 500 callers on 16 connections, on the clock of the server', async () => {
      const group = randomUUID();
      const connections = await Promise.all(
        Array.from({ length: 16 }, () => openRedis({ url: server.url, timeoutMs: 5_000 })),
      );
      const quotas = connections.map((connection) => open(group, connection));
      const records = await Promise.all(
        Array.from({ length: 500 }, (_, caller) => (quotas[caller % 16] as RedisQuota).reserve(request())),
      );
      await Promise.all(connections.map((connection) => connection.close()));
      expect(records.filter(({ decision }) => decision.kind === 'granted')).toHaveLength(10);
      expect(records.filter(({ decision }) => decision.kind === 'allowance_exhausted')).toHaveLength(490);
    });

    it('keeps the keys of a group in one slot, and touches no key it does not name', async () => {
      const quota = open('main');
      await quota.reserve({ ...request(), key: 'k' });
      const keys = await redis.command((connection) => connection.keys('{fp:main}*'));
      expect(keys.map(String).sort()).toEqual(['{fp:main}:i:k', '{fp:main}:st', '{fp:main}:u:ann']);
      const lifetimes = await redis.command((connection) => connection.pTTL('{fp:main}:i:k'));
      expect(lifetimes).toBeGreaterThan(50_000);
    });

    it('answers every one of a burst once when the server has forgotten the scripts', async () => {
      const quota = open(randomUUID());
      await redis.command((connection) => connection.scriptFlush());
      const records = await Promise.all(Array.from({ length: 40 }, () => quota.reserve(request())));
      expect(records.filter(({ decision }) => decision.kind === 'granted')).toHaveLength(10);
    });

    it('answers QUOTA_STORE_UNAVAILABLE with a time to wait while the server is away', async () => {
      const other = await startRedis();
      const connection = await openRedis({ url: other.url });
      const quota = open(randomUUID(), connection);
      await quota.reserve(request());
      await other.kill();
      await expect(quota.reserve(request())).rejects.toMatchObject({
        code: 'QUOTA_STORE_UNAVAILABLE',
        retryAfterMs: 1_000,
      });
      await connection.close();
      await other.close();
    });
  });
});
