import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freshDatabase } from '../../tests/support/index.ts';
import { toAppError } from '../errors/index.ts';
import { openDatabase, type Database } from './open-database.ts';

/** A way to the server that can be cut. */
async function openWire(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe('a database that goes away', () => {
  let url: string;
  beforeAll(async () => {
    url = await freshDatabase();
  });

  const opened: Database[] = [];
  const open = async (at: string): Promise<Database> => {
    const database = await openDatabase({ url: at, pool: 2, entities: [], migrations: [] });
    opened.push(database);
    return database;
  };
  afterAll(() => Promise.all(opened.map((database) => database.close())));

  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'no error',
      (error: unknown) => toAppError(error).code,
    );

  it('is a part of the graph that is unavailable, under a statement and before one', async () => {
    const wire = await openWire(url);
    const database = await open(wire.url);
    const underWay = codeOf(database.fork().execute('select pg_sleep(10)'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    wire.cut();
    expect(await underWay).toBe('SUBGRAPH_UNAVAILABLE');
    expect(await codeOf(database.fork().execute('select 1'))).toBe('SUBGRAPH_UNAVAILABLE');
  });

  it('is so too when the server itself ends the connection, and comes back by itself', async () => {
    const [database, other] = [await open(url), await open(url)];
    const underWay = codeOf(database.fork().execute('select pg_sleep(10)'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await other
      .fork()
      .execute(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%' and state = 'active'`,
      );
    expect(await underWay).toBe('SUBGRAPH_UNAVAILABLE');
    await expect.poll(() => codeOf(database.fork().execute('select 1'))).toBe('no error');
  });

  it('is told from a statement that is wrong', async () => {
    const database = await open(url);
    expect(await codeOf(database.fork().execute('select nothing'))).toBe('INTERNAL');
  });
});
