import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { describeRedis, freePort, startRedis, type TestRedis } from '../../tests/support/index.ts';
import { defineScript, openRedis, RedisUnavailable, type Redis, type RedisOptions } from './index.ts';

const ECHO = defineScript([new URL('./echo.fixture.lua', import.meta.url)], (raw) => raw as Buffer);

describe('openRedis', () => {
  it('says what to do where no server answers', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    await expect(openRedis({ url, connectTimeoutMs: 300 })).rejects.toThrow(/Redis cannot be reached.*Start it/);
  });
});

describeRedis('a connection to Redis', () => {
  let server: TestRedis;
  const opened: Redis[] = [];

  beforeAll(async () => {
    server = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((redis) => redis.close()));
  });
  afterAll(async () => {
    await server.close();
  });

  async function open(options: Partial<RedisOptions> = {}): Promise<Redis> {
    const redis = await openRedis({ url: server.url, ...options });
    opened.push(redis);
    return redis;
  }

  const echo = (redis: Redis, bytes = Buffer.from([0, 255, 128])) =>
    redis.run(ECHO, { keys: ['counter'], args: [bytes] });

  async function timeOf(work: Promise<unknown>): Promise<number> {
    const startedAt = performance.now();
    await expect(work).rejects.toBeInstanceOf(RedisUnavailable);
    return performance.now() - startedAt;
  }

  async function serverPid(redis: Redis): Promise<number> {
    const info = await redis.command((connection) => connection.info('server'));
    return Number(/process_id:(\d+)/.exec(info)?.[1]);
  }

  /** Resolves with the time it took until a command succeeded. */
  async function recovery(redis: Redis): Promise<number> {
    const startedAt = performance.now();
    for (;;) {
      try {
        await redis.ready();
        return performance.now() - startedAt;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }

  it('carries bytes through a script unchanged', async () => {
    expect(await echo(await open())).toEqual(Buffer.from([0, 255, 128]));
  });

  it('runs a script once each when a burst finds it forgotten', async () => {
    const redis = await open({ timeoutMs: 5_000 });
    await redis.command((connection) => connection.scriptFlush());
    await redis.command((connection) => connection.del('counter'));
    await Promise.all(Array.from({ length: 50 }, () => echo(redis)));
    expect(String(await redis.command((connection) => connection.get('counter')))).toBe('50');
  });

  it('passes on what the server finds wrong with a command', async () => {
    const redis = await open();
    await redis.command((connection) => connection.set('text', 'no number'));
    await expect(redis.command((connection) => connection.incr('text'))).rejects.toThrow(/not an integer/);
  });

  it('takes an answer that arrived while the process was paused for an answer in time', async () => {
    const redis = await open({ timeoutMs: 50 });
    const answer = echo(redis);
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + 120;
    while (performance.now() < until);
    expect(await answer).toBeInstanceOf(Buffer);
  });

  it('rejects at once while the server is away, and works again within a second of its return', async () => {
    const redis = await open();
    await server.kill();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await timeOf(echo(redis))).toBeLessThan(20);
    await server.restart();
    expect(await recovery(redis)).toBeLessThan(1_000);
    expect(await echo(redis)).toBeInstanceOf(Buffer);
  });

  it('waits for a server that hangs no longer than its deadline, and not again until it answers', async () => {
    const redis = await open({ timeoutMs: 50 });
    const pid = await serverPid(redis);
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await timeOf(echo(redis))).toBeLessThan(150);
      expect(await timeOf(echo(redis))).toBeLessThan(20);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await recovery(redis)).toBeLessThan(1_000);
  });

  it('connects anew to a server that hung for long', async () => {
    const redis = await open({ timeoutMs: 50 });
    const pid = await serverPid(redis);
    const connectionId = await redis.command((connection) => connection.clientId());
    process.kill(pid, 'SIGSTOP');
    try {
      await timeOf(echo(redis));
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await recovery(redis)).toBeLessThan(1_000);
    expect(await redis.command((connection) => connection.clientId())).not.toBe(connectionId);
  });

  it('refuses a server that may evict keys', async () => {
    const redis = await open();
    await redis.command((connection) => connection.configSet('maxmemory-policy', 'allkeys-lru'));
    await expect(openRedis({ url: server.url })).rejects.toThrow(/maxmemory-policy is allkeys-lru.*noeviction/);
    await redis.command((connection) => connection.configSet('maxmemory-policy', 'noeviction'));
  });
});
