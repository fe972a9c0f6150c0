import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { freePort, openEmbeddedPostgres, openPrivateRedis } from '../../app/stores/index.ts';
import { StartError, type Lifecycle } from '../../kernel/lifecycle/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { startProcess, type MeasuredProcess, type ProcessCommand } from '../support/start-process.ts';

/** What talking takes, each part a process of its own. */
export interface TalkTopology {
  readonly gateway: MeasuredProcess;
  readonly users: MeasuredProcess;
  readonly chats: MeasuredProcess;
  readonly messages: MeasuredProcess;
  /** Where a debugger reaches the gateway. */
  readonly inspectorPort: number;
}

const NAMES = ['users', 'chats', 'messages'] as const;

/** Starts stores, three subgraphs and one gateway, on free ports. */
export async function startTalk(lifecycle: Lifecycle): Promise<TalkTopology> {
  const folder = temporaryFolder();
  lifecycle.onStop('folder', () => {
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, 'logs'));
  const [postgres, redis] = await Promise.all([
    openEmbeddedPostgres({ dataDir: folder }),
    openPrivateRedis({ dataDir: folder }),
  ]);
  lifecycle.onStop('PostgreSQL', () => postgres.close());
  if (redis === undefined)
    throw new StartError('This needs a redis-server on the PATH (apt-get install redis-server).');
  lifecycle.onStop('Redis', () => redis.close());

  const ports = new Map(await Promise.all(NAMES.map(async (name) => [name, await freePort()] as const)));
  const shared: Readonly<Record<string, string>> = {
    HOST: '127.0.0.1',
    OPS_PORT: '0',
    STOA_APPS: NAMES.join(','),
    STOA_SIGNING_KEY: 'known to every process of this benchmark only',
    PUBLIC_URL: 'http://127.0.0.1',
    REDIS_URL: redis.url,
    ACCESS_TOKEN_MINUTES: '120',
    ...Object.fromEntries([...ports].map(([name, port]) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${port}`])),
  };
  const start = async (command: Omit<ProcessCommand, 'logFile'>): Promise<MeasuredProcess> => {
    const started = await startProcess({ ...command, logFile: join(folder, 'logs', command.name) });
    lifecycle.onStop(command.name, () => started.stop());
    return started;
  };
  const subgraph = async (name: (typeof NAMES)[number]): Promise<MeasuredProcess> => {
    await postgres.createDatabase(name);
    const own = { PORT: String(ports.get(name)), [`${name.toUpperCase()}_DATABASE_URL`]: postgres.url(name) };
    return await start({ name, script: 'subgraphs/main.js', args: [name], env: { ...shared, ...own } });
  };
  const inspectorPort = await freePort();
  const inspected = { ...shared, PORT: '0', NODE_OPTIONS: `--inspect=127.0.0.1:${inspectorPort}` };
  const [users, chats, messages, gateway] = await Promise.all([
    subgraph('users'),
    subgraph('chats'),
    subgraph('messages'),
    start({ name: 'gateway', script: 'gateway/main.js', env: inspected }),
  ]);
  return { gateway, users, chats, messages, inspectorPort };
}
