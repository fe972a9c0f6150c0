import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { openPrivateRedis, type PrivateRedis } from '../../app/stores/private-redis.ts';
import { hasEnded } from '../../app/stores/process-table.ts';
import { REDIS_SKIPPED } from './redis-available.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface TestRedis {
  /** Stays the same over `kill` and `restart`. */
  readonly url: string;
  /** Ends the server at once, as a crash does; what it acknowledged is in its folder. */
  kill(): Promise<void>;
  /** Makes the server silent, though its connections stay; `go` makes it speak again. */
  stall(): { readonly go: () => void };
  /** Starts the server again, after `kill` or instead of the running one; `empty` loses all data. */
  restart(options?: { readonly empty?: boolean }): Promise<void>;
  /** Stops the server and removes its data. */
  close(): Promise<void>;
}

/** A Redis of the test's own. Call it inside `describeRedis` only: it throws where there is no `redis-server`. */
export async function startRedis(): Promise<TestRedis> {
  const dataDir = temporaryFolder();
  let redis = await open(dataDir);
  const { url } = redis;
  return {
    url,
    async kill() {
      process.kill(redis.pid, 'SIGKILL');
      await hasEnded(redis.pid, 5_000);
    },
    stall() {
      const { pid } = redis;
      process.kill(pid, 'SIGSTOP');
      return { go: () => void process.kill(pid, 'SIGCONT') };
    },
    async restart({ empty = false } = {}) {
      await redis.close();
      if (empty) rmSync(join(dataDir, 'redis', 'appendonlydir'), { recursive: true });
      redis = await open(dataDir, Number(new URL(url).port));
    },
    async close() {
      await redis.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

async function open(dataDir: string, port = 0): Promise<PrivateRedis> {
  const redis = await openPrivateRedis({ dataDir, port });
  if (redis === undefined) throw new Error(REDIS_SKIPPED);
  return redis;
}
