import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { builtProject } from '../../tests/system/support/built-project.ts';

/** One of our processes, as it runs in production: compiled, logging into a file. */
export interface MeasuredProcess {
  readonly name: string;
  readonly url: string;
  /** Where its metrics are; undefined where it has no operations port. */
  readonly opsUrl: string | undefined;
  /** CPU time it has used since its start, in milliseconds; undefined where it has no operations port. */
  readonly cpuMs: (() => Promise<number>) | undefined;
  stop(): Promise<void>;
}

export interface ProcessCommand {
  readonly name: string;
  /** Below the compiled project, such as `gateway/main.js`. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** Over when the process says where it listens; rejects with its log when it ends before. */
export async function startProcess({
  name,
  script,
  args = [],
  env,
  logFile,
}: ProcessCommand): Promise<MeasuredProcess> {
  const file = join(await builtProject(), script);
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], { env, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = once(child, 'exit').then(() => 'ended' as const);
  for (;;) {
    const { url, opsUrl } = addressesIn(logFile);
    if (url !== undefined) {
      const cpuMs = opsUrl === undefined ? undefined : () => readCpuMs(opsUrl);
      return { name, url, opsUrl, cpuMs, stop: () => stop() };
    }
    if ((await Promise.race([ended, sleep(20)])) === 'ended')
      throw new Error(`${name} did not start:\n${readFileSync(logFile, 'utf8')}`);
  }

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    await ended;
  }
}

function addressesIn(logFile: string): { readonly url: string | undefined; readonly opsUrl: string | undefined } {
  const text = readFileSync(logFile, 'utf8');
  return { url: /"url":"([^"]+)"/.exec(text)?.[1], opsUrl: /"ops_url":"([^"]+)"/.exec(text)?.[1] };
}

async function readCpuMs(opsUrl: string): Promise<number> {
  const response = await fetch(`${opsUrl}/metrics`);
  const seconds = /^process_cpu_seconds_total (\S+)/m.exec(await response.text())?.[1];
  if (seconds === undefined) throw new Error(`${opsUrl}/metrics does not tell the CPU time`);
  return Number(seconds) * 1_000;
}
