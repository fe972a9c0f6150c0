import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startOwnerProcess } from '../../tests/support/owner-process.ts';
import { describeRedis } from '../../tests/support/redis-available.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { openPrivateRedis, type PrivateRedis } from './private-redis.ts';
import { findProcess } from './process-table.ts';

type Client = ReturnType<typeof createClient>;

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

const STORE = new URL('./private-redis.ts', import.meta.url).href;

async function startOwner(dataDir: string) {
  const owner = await startOwnerProcess(`
    import { openPrivateRedis } from ${JSON.stringify(STORE)};
    const { pid, url } = await openPrivateRedis({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ pid, url }));`);
  return { ...owner, server: owner.said as { readonly pid: number; readonly url: string } };
}

describeRedis('the private Redis', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = temporaryFolder();
  });
  afterAll(() => rmSync(dataDir, { recursive: true }));

  async function open(port = 0): Promise<PrivateRedis> {
    const redis = await openPrivateRedis({ dataDir, port });
    if (redis === undefined) throw new Error('redis-server went away');
    return redis;
  }

  it('never evicts, writes every change to its file, and listens on this machine only', async () => {
    const redis = await open();
    const config = await withClient(redis.url, (client) =>
      client.configGet(['maxmemory-policy', 'appendonly', 'appendfsync', 'bind', 'save']),
    );
    expect(config).toEqual({
      'maxmemory-policy': 'noeviction',
      appendonly: 'yes',
      appendfsync: 'everysec',
      bind: '127.0.0.1',
      save: '',
    });
    await redis.close();
  });

  it('wants its password, which only the owner reads', async () => {
    const redis = await open();
    const { port } = new URL(redis.url);
    await expect(withClient(`redis://127.0.0.1:${port}`, (client) => client.get('a'))).rejects.toThrow(/NOAUTH/);
    expect(findProcess(redis.pid)?.commandLine).not.toContain(new URL(redis.url).password);
    for (const file of ['password', 'redis.conf'])
      expect(statSync(join(dataDir, 'redis', file)).mode & 0o777).toBe(0o600);
    await redis.close();
  });

  it('comes back at the same address with its data, and leaves no process behind', async () => {
    const first = await open();
    await withClient(first.url, (client) => client.set('kept', '7'));
    await first.close();
    expect(findProcess(first.pid)).toBeUndefined();
    const second = await open();
    expect(second.url).toBe(first.url);
    expect(await withClient(second.url, (client) => client.get('kept'))).toBe('7');
    await second.close();
  });

  it.each([
    ['its owner is', false],
    ['its owner and the server are', true],
  ])('keeps every acknowledged write when %s killed', async (_who, withServer) => {
    const owner = await startOwner(dataDir);
    const { url, pid } = owner.server;
    await withClient(url, async (client) => {
      for (let n = 0; n < 1_000; n++) await client.incr('count');
    });
    if (withServer) process.kill(pid, 'SIGKILL');
    await owner.kill();
    const startedAt = performance.now();
    const redis = await open();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(findProcess(pid)).toBeUndefined();
    expect(await withClient(redis.url, (client) => client.getDel('count'))).toBe('1000');
    await redis.close();
    expect(findProcess(redis.pid)).toBeUndefined();
  });

  it('refuses a second owner and names the first', async () => {
    const owner = await startOwner(dataDir);
    await expect(open()).rejects.toThrow(`process ${owner.pid}`);
    expect(await withClient(owner.server.url, (client) => client.ping())).toBe('PONG');
    await owner.kill();
    await (await open()).close();
  });

  it('moves to another port when its own is taken, but never from one that was asked for', async () => {
    const first = await open();
    const port = Number(new URL(first.url).port);
    await first.close();
    const squatter = createServer((socket) => socket.end('not a Redis\r\n')).listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const second = await open();
    expect(second.url).not.toBe(first.url);
    await second.close();
    await expect(open(port)).rejects.toThrow(/Redis did not start[^]*already in use/);
    squatter.close();
  });

  it('lets a command join the server of a running process, and leaves it running', async () => {
    const running = await open();
    const joined = await openPrivateRedis({ dataDir, joins: true });
    expect(joined).toMatchObject({ pid: running.pid, url: running.url });
    await joined?.close();
    expect(await withClient(running.url, (client) => client.ping())).toBe('PONG');
    await running.close();
  });
});
