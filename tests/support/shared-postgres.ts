import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { temporaryFolder } from './temporary-folder.ts';

export interface SharedPostgres {
  /** Where a worker asks for a database: each POST answers with the connection string of a new, empty one. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * One PostgreSQL for a whole test run. It starts when the first worker asks, so a run without databases
 * does not wait for it.
 */
export async function createSharedPostgres(): Promise<SharedPostgres> {
  let starting: ReturnType<typeof startPostgres> | undefined;
  const server = createServer((_request, response) => {
    starting ??= startPostgres();
    starting
      .then((postgres) => postgres.freshDatabase())
      .then(
        (url) => response.end(url),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      await (await starting)?.close();
    },
  };
}

async function startPostgres(): Promise<{ freshDatabase(): Promise<string>; close(): Promise<void> }> {
  const { MikroORM } = await import('@mikro-orm/postgresql');
  const { openEmbeddedPostgres } = await import('../../app/stores/embedded-postgres.ts');
  const dataDir = temporaryFolder();
  const postgres = await openEmbeddedPostgres({ dataDir });
  const orm = await MikroORM.init({
    clientUrl: postgres.url('postgres'),
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });
  const run = (sql: string) => orm.em.getConnection().execute(sql);
  // Nobody needs this data after a crash.
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await run(`alter system set ${setting} = off`);
  await run('select pg_reload_conf()');
  let made = 0;
  return {
    async freshDatabase() {
      const name = `test_${++made}`;
      await run(`create database ${name}`);
      return postgres.url(name);
    },
    async close() {
      await orm.close(true);
      await postgres.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
