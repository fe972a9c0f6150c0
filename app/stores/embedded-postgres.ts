import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { StartError } from '../../kernel/lifecycle/index.ts';
import { isLocked, lockFolder } from './folder-lock.ts';
import { startOnPort } from './kept-port.ts';
import { keptPassword, keptValue } from './kept-value.ts';
import {
  initialiseCluster,
  runningPostmaster,
  startPostmaster,
  stopOrphanedPostmaster,
  stopPostmaster,
  SUPERUSER,
} from './postgres-cluster.ts';

export interface EmbeddedPostgresOptions {
  /** Folder of all our stores; this one uses `postgres/` inside it. */
  readonly dataDir: string;
  /** 0 takes a free port the first time and the same one afterwards, while it is free. */
  readonly port?: number;
  /** Where a running process has the folder: use its server, and leave it running. */
  readonly joins?: boolean;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** Connection string of a database; it holds the password. */
  readonly url: (database: string) => string;
  /** Makes the database unless it is there. */
  readonly createDatabase: (name: string) => Promise<void>;
  /** Stops the server after its last commit is written, then gives the folder free. */
  close(): Promise<void>;
}

/**
 * A real PostgreSQL of our own, in a folder of our own: it listens on 127.0.0.1 only, with a random password kept
 * beside the data (mode 600). What was committed survives `kill -9` of this process: the server left behind is
 * stopped by the next start, which then opens the same data.
 * @throws StartError where another running process has the folder, or with what PostgreSQL says.
 */
export async function openEmbeddedPostgres({
  dataDir,
  port: fixed = 0,
  joins = false,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = resolve(dataDir, 'postgres');
  mkdirSync(home, { recursive: true });
  if (joins && isLocked(home)) return joinPostgres(home);
  const lock = lockFolder(home);
  try {
    const files = { data: join(home, 'data'), password: join(home, 'password'), log: join(home, 'log') };
    const password = keptPassword(files.password);
    await stopOrphanedPostmaster(files.data);
    if (!existsSync(files.data)) initialiseCluster(files);
    const { port, pid } = await startOnPort({ file: join(home, 'port'), fixed }, async (chosen) => ({
      port: chosen,
      pid: await startPostmaster(files, chosen),
    }));
    return {
      pid,
      ...reached(port, password),
      async close() {
        await stopPostmaster(pid);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The server of another process, by what that process keeps beside the data. */
function joinPostgres(home: string): EmbeddedPostgres {
  const port = Number(keptValue(join(home, 'port')));
  const pid = runningPostmaster(join(home, 'data'));
  if (pid === undefined) throw new StartError(`The PostgreSQL in ${home} is just starting or stopping; try again.`);
  return { pid, ...reached(port, keptPassword(join(home, 'password'))), close: () => Promise.resolve() };
}

function reached(port: number, password: string): Pick<EmbeddedPostgres, 'port' | 'url' | 'createDatabase'> {
  const url = (database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  return { port, url, createDatabase: (name) => createDatabase(url('postgres'), name) };
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  // Takes longer to load than the server takes to start.
  const { MikroORM } = await import('@mikro-orm/postgresql');
  const orm = await MikroORM.init({ clientUrl: adminUrl, entities: [], discovery: { warnWhenNoEntities: false } });
  try {
    const connection = orm.em.getConnection();
    const [existing] = await connection.execute<unknown[]>('select 1 from pg_database where datname = ?', [name]);
    if (existing === undefined)
      await connection.execute(`create database ${orm.em.getPlatform().quoteIdentifier(name)}`);
  } finally {
    await orm.close(true);
  }
}
