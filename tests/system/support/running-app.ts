import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startProcess, type RunningProcess } from './running-process.ts';

/** The one process of `npm start`, with what its banner says. */
export interface RunningApp extends RunningProcess {
  readonly url: string;
  readonly opsUrl: string;
  /** How long it took from the start of the process to the banner. */
  readonly startedAfterMs: number;
}

/** Starts the all-in-one process on free ports. */
export async function startApp(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const startedAt = performance.now();
  const process = await startProcess({
    script: 'app/main.js',
    env: { PORT: '0', OPS_PORT: '0', STOA_DATA_DIR: dataDir, ...env },
  });
  await process.untilPrints(/\n└─+┘\n/);
  const startedAfterMs = performance.now() - startedAt;
  const [, url = ''] = await process.untilPrints(/GraphQL +(http:\S+)\/graphql/);
  const [, opsUrl = ''] = await process.untilPrints(/Operations +(http:\S+)\/readyz/);
  return { ...process, url, opsUrl, startedAfterMs };
}

/** Command lines of the servers that run in the stores of this folder. */
export function serversOf(dataDir: string): readonly string[] {
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' });
  const redisPort = join(dataDir, 'redis/port');
  const marks = [join(dataDir, 'postgres')];
  // Redis calls itself by its address.
  if (existsSync(redisPort)) marks.push(`redis-server 127.0.0.1:${readFileSync(redisPort, 'utf8').trim()}`);
  return stdout.split('\n').filter((line) => marks.some((mark) => line.includes(mark)));
}
