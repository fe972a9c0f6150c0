import { once } from 'node:events';
import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { MikroORM } from '@mikro-orm/postgresql';
import { createClient } from 'redis';
import { describe, expect, it } from 'vitest';

import { describeRedis, freePort, freshDatabase, startRedis } from './index.ts';
import { removeAbandonedFolders, temporaryFolder } from './temporary-folder.ts';

async function tablesOf(clientUrl: string, sql: string): Promise<unknown[]> {
  const orm = await MikroORM.init({ clientUrl, entities: [], discovery: { warnWhenNoEntities: false } });
  await orm.em.getConnection().execute(sql);
  const rows = await orm.em
    .getConnection()
    .execute<unknown[]>("select tablename from pg_tables where schemaname = 'public'");
  await orm.close(true);
  return rows;
}

describe('a database for a test', () => {
  it('is empty, its own, and quickly made', async () => {
    const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
    expect(one).not.toBe(two);
    expect(await tablesOf(one, 'create table a (b int)')).toEqual([{ tablename: 'a' }]);
    expect(await tablesOf(two, 'select 1')).toEqual([]);
    const startedAt = performance.now();
    await freshDatabase();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('a free port', () => {
  it('has no listener', async () => {
    const socket = connect(await freePort(), '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});

describe('a folder that a killed run has left', () => {
  it('is removed, also where another run was killed while it removed it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'postgres', 'data'), { recursive: true });
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(folder, longAgo, longAgo);
    await Promise.all([removeAbandonedFolders(), removeAbandonedFolders()]);
    expect(existsSync(folder)).toBe(false);
  });
});

describeRedis('a Redis for a test', () => {
  it('keeps its data over a crash, at the same address, and loses it when asked to', async () => {
    const redis = await startRedis();
    const get = async (write = false) => {
      const client = createClient({ url: redis.url, socket: { reconnectStrategy: false } });
      client.on('error', () => undefined);
      await client.connect();
      if (write) await client.set('a', '1');
      const value = await client.get('a');
      client.destroy();
      return value;
    };
    expect(await get(true)).toBe('1');
    await redis.kill();
    await expect(get()).rejects.toThrow('ECONNREFUSED');
    await redis.restart();
    expect(await get()).toBe('1');
    await redis.restart({ empty: true });
    expect(await get()).toBeNull();
    await redis.close();
  });
});
