import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { describeRedis, startRedis, type TestRedis } from '../../tests/support/index.ts';
import { describeCache } from './cache.suite.ts';
import { openRedisCache } from './redis-cache.ts';

const LONG_MS = 60_000;
/** A busy machine is not what these tests are about. */
const timeoutMs = 5_000;

describeRedis('a cache in Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  describe('of one process', () => {
    describeCache(() => openRedisCache({ url: redis.url, timeoutMs }));
  });

  it('is shared by all processes, and leaves nothing that stays', async () => {
    const open = () => openRedisCache({ url: redis.url, timeoutMs });
    const [here, there] = [await open(), await open()];
    await here.set('shared', 'tea', LONG_MS);
    expect(await there.get('shared')).toBe('tea');
    const watcher = await createClient({ url: redis.url }).connect();
    const keys = await watcher.keys('stoa:cache:*');
    expect(keys).toContain('stoa:cache:shared');
    for (const key of keys) expect(await watcher.pTTL(key)).toBeGreaterThan(0);
    watcher.destroy();
    await Promise.all([here.close(), there.close()]);
  });

  it('has nothing while the server is away, says so once, and goes on when it is back', async () => {
    const [onAway, onBack] = [vi.fn(), vi.fn()];
    const cache = await openRedisCache({ url: redis.url, onAway, onBack });
    await redis.kill();
    await vi.waitFor(() => {
      expect(onAway).toHaveBeenCalledOnce();
    });
    for (let turn = 0; turn < 20; turn += 1) {
      await cache.set('away', 'tea', LONG_MS);
      expect(await cache.get('away')).toBeUndefined();
    }
    expect([onAway.mock.calls.length, onBack.mock.calls.length]).toEqual([1, 0]);
    await redis.restart();
    await vi.waitFor(
      async () => {
        await cache.set('away', 'tea', LONG_MS);
        expect(await cache.get('away')).toBe('tea');
      },
      { timeout: 5_000 },
    );
    expect(onBack).toHaveBeenCalledOnce();
    await cache.close();
  });

  it('does not wait for a server that has stopped answering', async () => {
    const slow = await openDam(Number(new URL(redis.url).port));
    const onAway = vi.fn();
    const url = new URL(redis.url);
    url.port = String(slow.port);
    const cache = await openRedisCache({ url: url.href, onAway });
    await cache.set('slow', 'tea', LONG_MS);
    slow.dam();
    expect(await cache.get('slow')).toBeUndefined();
    expect(await cache.get('slow')).toBeUndefined();
    expect(onAway).toHaveBeenCalledOnce();
    await cache.close();
    slow.close();
  });
});

/** Passes everything on to a port, until it is dammed: then it swallows it, and keeps the connection. */
async function openDam(port: number): Promise<{ readonly port: number; dam(): void; close(): void }> {
  const sockets: { destroy(): void }[] = [];
  let isDammed = false;
  const server: Server = createServer((inward) => {
    const outward = connect(port, '127.0.0.1');
    sockets.push(inward, outward);
    for (const socket of [inward, outward]) socket.on('error', () => undefined);
    inward.on('data', (chunk) => {
      if (!isDammed) outward.write(chunk);
    });
    outward.on('data', (chunk) => {
      if (!isDammed) inward.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    dam() {
      isDammed = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
