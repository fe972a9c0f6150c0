import { createClient } from 'redis';
import { v7 as uuidv7 } from 'uuid';
import { expect, it, vi } from 'vitest';

import { describeRedis, startRedis } from '../../tests/support/index.ts';
import { openRedisRevocations } from './redis-revocations.ts';
import { describeRevocationFeed } from './revocation-feed.suite.ts';
import type { RevocationFeed } from './revocation-feed.ts';
import { followRevocations } from './revoked-credentials.ts';

const HOUR = 3_600_000;

describeRedis('in Redis', () => {
  describeRevocationFeed(async () => {
    const redis = await startRedis();
    const feeds: RevocationFeed[] = [];
    return {
      async open() {
        const feed = await openRedisRevocations({ url: redis.url, keepMs: HOUR });
        feeds.push(feed);
        return feed;
      },
      async close() {
        await Promise.all(feeds.map((feed) => feed.close()));
        await redis.close();
      },
    };
  });

  it('passes over what is no revocation', async () => {
    const redis = await startRedis();
    const client = createClient({ url: redis.url });
    await client.connect();
    const feed = await openRedisRevocations({ url: redis.url, keepMs: HOUR });
    await client.xAdd('stoa:revocations', '*', { revocation: 'no JSON' });
    const revoked = await followRevocations({ feed });
    await client.xAdd('stoa:revocations', '*', { revocation: '{"kind":"planet"}' });
    const ended = { kind: 'session', sessionId: uuidv7(), until: Date.now() + HOUR } as const;
    await feed.announce([ended]);
    await vi.waitFor(() => expect(revoked.includes({ ...ended, userId: uuidv7(), issuedAt: 0 })).toBe(true));
    expect([revoked.size(), revoked.isUpToDate()]).toEqual([1, true]);
    client.destroy();
    await feed.close();
    await redis.close();
  });

  it.each([false, true])('goes on after a restart (empty: %s), as another life', async (empty) => {
    const redis = await startRedis();
    const states: boolean[] = [];
    const feed = await openRedisRevocations({ url: redis.url, keepMs: HOUR });
    const revoked = await followRevocations({ feed, onState: (isUp) => states.push(isUp) });
    await feed.confirmLife((await feed.unconfirmedLife()) ?? '');
    const ended = () => ({ kind: 'session', sessionId: uuidv7(), until: Date.now() + HOUR }) as const;
    const isKnown = ({ sessionId }: { readonly sessionId: string }) =>
      revoked.includes({ userId: uuidv7(), sessionId, issuedAt: 0 });
    const before = ended();
    await feed.announce([before]);
    await vi.waitFor(() => expect(isKnown(before)).toBe(true));

    await redis.kill();
    await vi.waitFor(() => expect(revoked.isUpToDate()).toBe(false), { timeout: 3_000 });
    await expect(feed.announce([ended()])).rejects.toThrow();
    expect(isKnown(before)).toBe(true);

    await redis.restart({ empty });
    await vi.waitFor(async () => expect(await feed.unconfirmedLife()).toBeDefined(), { timeout: 3_000 });
    const after = ended();
    await feed.announce([after]);
    await vi.waitFor(() => expect(isKnown(after)).toBe(true), { timeout: 3_000 });
    expect(states).toEqual([false, true]);
    await revoked.close();
    await feed.close();
    await redis.close();
  });
});
