import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { StartError } from '../../kernel/lifecycle/index.ts';
import { startOwnerProcess } from '../../tests/support/owner-process.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { openEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { findProcess } from './process-table.ts';

async function query(clientUrl: string, sql: string): Promise<unknown> {
  const orm = await MikroORM.init({ clientUrl, entities: [], discovery: { warnWhenNoEntities: false } });
  try {
    return await orm.em.getConnection().execute(sql);
  } finally {
    await orm.close(true);
  }
}

const STORE = new URL('./embedded-postgres.ts', import.meta.url).href;

/** A process of its own that has the store open. */
async function startOwner(dataDir: string) {
  const owner = await startOwnerProcess(`
    import { openEmbeddedPostgres } from ${JSON.stringify(STORE)};
    const { pid, url } = await openEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ pid, url: url('postgres') }));`);
  return { ...owner, server: owner.said as { readonly pid: number; readonly url: string } };
}

describe('the embedded PostgreSQL', () => {
  let root: string;
  let dataDir: string;
  let opened: EmbeddedPostgres | undefined;

  async function open(port = 0): Promise<EmbeddedPostgres> {
    opened = await openEmbeddedPostgres({ dataDir, port });
    return opened;
  }
  async function close(): Promise<void> {
    await opened?.close();
    opened = undefined;
  }

  beforeAll(() => {
    root = temporaryFolder();
    // Closed to everybody else, as a home folder is: the server must get through although root may not run it.
    chmodSync(root, 0o700);
    dataDir = join(root, 'stores');
  });
  afterEach(close);
  afterAll(() => rmSync(root, { recursive: true }));

  it('makes its data at the first start, also after a first start that was killed half way', async () => {
    mkdirSync(join(dataDir, 'postgres', 'data.new', 'base'), { recursive: true });
    const startedAt = performance.now();
    const postgres = await open();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(await query(postgres.url('postgres'), "select current_setting('max_connections') as n")).toEqual([
      { n: '200' },
    ]);
    expect(readdirSync(join(dataDir, 'postgres'))).not.toContain('data.new');
  });

  it('listens on this machine only, behind a password that only the owner reads', async () => {
    const { url } = await open();
    expect(await query(url('postgres'), 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(url('postgres'), 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    const wrong = new URL(url('postgres'));
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('makes a database once, whatever its name', async () => {
    const { createDatabase, url } = await open();
    for (const name of ['users', 'users', 'a "quoted" name']) await createDatabase(name);
    const names = await query(
      url('postgres'),
      "select datname from pg_database where datname ~ '^(users|a )' order by 1",
    );
    expect(names).toEqual([{ datname: 'a "quoted" name' }, { datname: 'users' }]);
  });

  it('lets a connection that is about to end do so before it stops', async () => {
    const { url } = await open();
    const last = query(url('postgres'), 'select pg_backend_pid() as pid, pg_sleep(0.4)');
    while (!JSON.stringify(await query(url('postgres'), 'select query from pg_stat_activity')).includes('as pid, pg'))
      await delay(10);
    await close();
    await expect(last).resolves.toHaveLength(1);
  });

  it('comes back on the same port with its data, and leaves no process behind', async () => {
    const first = await open();
    await query(first.url('users'), 'create table kept (n int); insert into kept values (7)');
    await close();
    expect(findProcess(first.pid)).toBeUndefined();
    const second = await open();
    expect(second.port).toBe(first.port);
    expect(await query(second.url('users'), 'select n from kept')).toEqual([{ n: 7 }]);
    await close();
    expect(findProcess(second.pid)).toBeUndefined();
  });

  it('keeps what was committed when its owner is killed, and stops the server left behind', async () => {
    const owner = await startOwner(dataDir);
    await query(owner.server.url, 'create table survived (n int); insert into survived values (3)');
    await owner.kill();
    expect(findProcess(owner.server.pid)).toBeDefined();

    const startedAt = performance.now();
    const postgres = await open();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(findProcess(owner.server.pid)).toBeUndefined();
    expect(await query(postgres.url('postgres'), 'select n from survived')).toEqual([{ n: 3 }]);
    await close();
    expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('keeps what was committed when the server is killed too, in the middle of a statement', async () => {
    const owner = await startOwner(dataDir);
    await query(owner.server.url, 'insert into survived values (4)');
    // Busy: it does not notice the end of its server before its own.
    const busy = query(owner.server.url, 'select count(*) from generate_series(1, 3000000)');
    await delay(150);
    process.kill(owner.server.pid, 'SIGKILL');
    await owner.kill();
    const postgres = await open();
    await Promise.allSettled([busy]);
    expect(await query(postgres.url('postgres'), 'select n from survived order by n')).toEqual([{ n: 3 }, { n: 4 }]);
  });

  it('lets a command join the server of a running process, and leaves it running', async () => {
    const running = await open();
    const joined = await openEmbeddedPostgres({ dataDir, joins: true });
    expect([joined.pid, joined.url('postgres')]).toEqual([running.pid, running.url('postgres')]);
    await joined.createDatabase('by_a_command');
    await joined.close();
    expect(await query(running.url('by_a_command'), 'select 1 as one')).toEqual([{ one: 1 }]);
    await close();
    const alone = await openEmbeddedPostgres({ dataDir, joins: true });
    expect(alone.pid).not.toBe(running.pid);
    await alone.close();
  });

  it('refuses a second owner and names the first', async () => {
    const owner = await startOwner(dataDir);
    const refused = openEmbeddedPostgres({ dataDir });
    await expect(refused).rejects.toThrow(StartError);
    await expect(refused).rejects.toThrow(`process ${owner.pid}`);
    expect(await query(owner.server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await owner.kill();
    await open();
    await expect(openEmbeddedPostgres({ dataDir })).rejects.toThrow(`process ${process.pid}`);
  });

  it('is not held up by a pid file whose pid belongs to another program by now', async () => {
    writeFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    await open();
  });

  it('moves to another port when its own is taken, but never from one that was asked for', async () => {
    const { port } = await open();
    await close();
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    expect((await open()).port).not.toBe(port);
    await close();
    await expect(open(port)).rejects.toThrow(/did not start[^]*already in use/);
    squatter.close();
  });

  it('says what PostgreSQL says when it cannot start, and gives the folder free', async () => {
    writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '11\n');
    await expect(open()).rejects.toThrow(/initialized by PostgreSQL version 11/);
    await expect(open()).rejects.toThrow(/initialized by PostgreSQL version 11/);
  });
});
