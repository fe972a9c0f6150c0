import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { freePort, openEmbeddedPostgres, openPrivateRedis } from '../../app/stores/index.ts';
import { StartError, type Lifecycle } from '../../kernel/lifecycle/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { startProcess, type MeasuredProcess, type ProcessCommand } from './start-process.ts';

/** What having a message processed takes, each part a process of its own. */
export interface Topology {
  /** Two that share everything behind them. */
  readonly gateways: readonly [MeasuredProcess, MeasuredProcess];
  readonly users: MeasuredProcess;
  readonly processing: MeasuredProcess;
  readonly freeProvider: MeasuredProcess;
  readonly paidProvider: MeasuredProcess;
}

/** Starts stores and processes on free ports, with these settings for all of them. */
export async function startTopology(
  lifecycle: Lifecycle,
  settings: Readonly<Record<string, string>>,
): Promise<Topology> {
  const folder = temporaryFolder();
  lifecycle.onStop('folder', () => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'logs'));
  const [postgres, redis] = await Promise.all([
    openEmbeddedPostgres({ dataDir: folder }),
    openPrivateRedis({ dataDir: folder }),
  ]);
  lifecycle.onStop('PostgreSQL', () => postgres.close());
  if (redis === undefined)
    throw new StartError('This needs a redis-server on the PATH (apt-get install redis-server).');
  lifecycle.onStop('Redis', () => redis.close());
  for (const name of ['users', 'processing']) await postgres.createDatabase(name);

  const start = async (command: Pick<ProcessCommand, 'name' | 'script' | 'args' | 'env'>): Promise<MeasuredProcess> => {
    const logFile = join(folder, 'logs', command.name);
    const started = await startProcess({
      ...command,
      env: { HOST: '127.0.0.1', ...settings, ...command.env },
      logFile,
    });
    lifecycle.onStop(command.name, () => started.stop());
    return started;
  };
  const provider = (kind: string) =>
    start({ name: `${kind} provider`, script: 'providers/main.js', args: [kind], env: { PORT: '0' } });
  const [freeProvider, paidProvider] = await Promise.all([provider('free'), provider('paid')]);

  const [usersPort, processingPort] = [await freePort(), await freePort()];
  const shared = {
    OPS_PORT: '0',
    STOA_APPS: 'users,processing',
    STOA_SIGNING_KEY: 'known to every process of this benchmark only',
    PUBLIC_URL: 'http://127.0.0.1',
    REDIS_URL: redis.url,
    USERS_URL: `http://127.0.0.1:${usersPort}`,
    PROCESSING_URL: `http://127.0.0.1:${processingPort}`,
    FREE_PROVIDER_URL: freeProvider.url,
    PAID_PROVIDER_URL: paidProvider.url,
  };
  const subgraph = (name: string, port: number) =>
    start({
      name,
      script: 'subgraphs/main.js',
      args: [name],
      env: { ...shared, PORT: String(port), [`${name.toUpperCase()}_DATABASE_URL`]: postgres.url(name) },
    });
  const gateway = (name: string) => start({ name, script: 'gateway/main.js', env: { ...shared, PORT: '0' } });
  const [users, processing, ...gateways] = await Promise.all([
    subgraph('users', usersPort),
    subgraph('processing', processingPort),
    gateway('gateway'),
    gateway('second gateway'),
  ]);
  return { gateways, users, processing, freeProvider, paidProvider };
}
