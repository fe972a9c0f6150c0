import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { StartError } from '../../kernel/lifecycle/index.ts';
import { askRedis, type RedisAddress } from './ask-redis.ts';
import { isLocked, lockFolder } from './folder-lock.ts';
import { startOnPort } from './kept-port.ts';
import { keepValue, keptPassword, keptValue } from './kept-value.ts';
import { startServer, stopServer, type StopStep } from './server-process.ts';

export interface PrivateRedisOptions {
  /** Folder of all our stores; this one uses `redis/` inside it. */
  readonly dataDir: string;
  /** 0 takes a free port the first time and the same one afterwards, while it is free. */
  readonly port?: number;
  /** Where a running process has the folder: use its server, and leave it running. */
  readonly joins?: boolean;
}

export interface PrivateRedis {
  /** Connection string; it holds the password. */
  readonly url: string;
  readonly pid: number;
  /** Stops the server after its last write is on the disk, then gives the folder free. */
  close(): Promise<void>;
}

/** Whether there is a `redis-server` on the PATH. */
export function isRedisInstalled(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/**
 * A Redis of our own, in a folder of our own: on 127.0.0.1 only, with a random password kept beside the data
 * (mode 600); it never evicts a key. `undefined` when no `redis-server` is on the PATH.
 *
 * Every write goes to the append-only file before it is answered, so an acknowledged decision survives `kill -9`
 * of this process and of Redis: the server left behind is stopped by the next start, which reads the same file.
 * The file is synced every second: a power cut may cost the last second or two.
 * @throws StartError where another running process has the folder, or with what Redis says.
 */
export async function openPrivateRedis({
  dataDir,
  port: fixed = 0,
  joins = false,
}: PrivateRedisOptions): Promise<PrivateRedis | undefined> {
  if (!isRedisInstalled()) return undefined;
  const home = resolve(dataDir, 'redis');
  mkdirSync(home, { recursive: true });
  if (joins && isLocked(home)) return await joinRedis(home);
  const lock = lockFolder(home);
  try {
    const password = keptPassword(join(home, 'password'));
    const portFile = join(home, 'port');
    const lastPort = keptValue(portFile);
    if (lastPort !== undefined) await stopOrphanedRedis(home, { password, port: Number(lastPort) });
    const { port, pid } = await startOnPort({ file: portFile, fixed }, async (chosen) => ({
      port: chosen,
      pid: await startRedis(home, { password, port: chosen }),
    }));
    return {
      url: urlOf({ password, port }),
      pid,
      async close() {
        await stopServer(pid, STOP_STEPS);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The server of another process, by what that process keeps beside the data. */
async function joinRedis(home: string): Promise<PrivateRedis> {
  const address = { password: keptPassword(join(home, 'password')), port: Number(keptValue(join(home, 'port'))) };
  const pid = /^process_id:(\d+)/m.exec(await askRedis(address, ['INFO server']))?.[1];
  if (pid === undefined) throw new StartError(`The Redis in ${home} is just starting or stopping; try again.`);
  return { url: urlOf(address), pid: Number(pid), close: () => Promise.resolve() };
}

function urlOf({ password, port }: RedisAddress): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}

const STOP_STEPS: readonly StopStep[] = [{ signal: 'SIGTERM' }, { signal: 'SIGKILL' }];

function startRedis(home: string, address: RedisAddress): Promise<number> {
  const configuration = join(home, 'redis.conf');
  const lines = [
    'bind 127.0.0.1',
    `port ${address.port}`,
    `requirepass ${address.password}`,
    `dir ${JSON.stringify(home)}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
  ];
  // In a file, not in the arguments: those are shown to every account of the machine.
  keepValue(configuration, lines.join('\n'));
  return startServer({
    name: 'Redis',
    file: 'redis-server',
    args: [configuration],
    logFile: join(home, 'log'),
    isReady: (pid) => isServedBy(pid, address),
  });
}

/** Only the server of this folder takes this folder's password; a copied folder has the same, but another `dir`. */
async function stopOrphanedRedis(home: string, address: RedisAddress): Promise<void> {
  const reply = await askRedis(address, ['CONFIG GET dir', 'INFO server']);
  const pid = /^process_id:(\d+)/m.exec(reply)?.[1];
  if (pid !== undefined && reply.includes(`\r\n${realpathSync(home)}\r\n`)) await stopServer(Number(pid), STOP_STEPS);
}

/** Redis answers INFO, but not PING, while it still reads its file. */
async function isServedBy(pid: number, address: RedisAddress): Promise<boolean> {
  const reply = await askRedis(address, ['INFO server', 'PING']);
  return reply.includes(`process_id:${pid}\r\n`) && reply.includes('+PONG');
}
