import { spawn, type SpawnOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { StartError } from '../../kernel/lifecycle/index.ts';
import { hasEnded } from './process-table.ts';

export interface ServerCommand {
  /** What the server is called in messages. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly options?: Pick<SpawnOptions, 'env' | 'uid' | 'gid'>;
  /** Receives all output; emptied at each start. */
  readonly logFile: string;
  /** Whether the server with this pid takes requests by now. */
  readonly isReady: (pid: number) => Promise<boolean> | boolean;
}

const READY_TIMEOUT_MS = 60_000;

const STOPS_WITHIN_MS = 10_000;

/**
 * Starts a server in a session of its own, so that Ctrl+C reaches us alone and we stop it when its turn has come.
 * @returns its pid once it is ready. @throws StartError with the end of its log.
 */
export async function startServer({ name, file, args, options, logFile, isReady }: ServerCommand): Promise<number> {
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')));
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  const { pid } = child;
  if (pid === undefined) throw new StartError(`${name} could not be run: ${(await failed).message}`);
  child.unref();

  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await isReady(pid))) {
    if ((await Promise.race([ended, delay(10)])) === 'ended') {
      throw new StartError(`${name} did not start. It said:\n${lastLines(logFile)}`);
    }
    if (performance.now() > deadline) {
      process.kill(pid, 'SIGKILL');
      throw new StartError(`${name} was not ready after ${READY_TIMEOUT_MS} ms. It said:\n${lastLines(logFile)}`);
    }
  }
  return pid;
}

/** A way to ask a server to stop, and how long to wait for it before the next one is tried; 10 s unless told. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs?: number;
}

/** Asks a server to stop, kindly first, and waits until it is gone. A server that is gone already is no error. */
export async function stopServer(pid: number, steps: readonly StopStep[]): Promise<void> {
  for (const { signal, waitMs = STOPS_WITHIN_MS } of steps) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
      throw error;
    }
    if (await hasEnded(pid, waitMs)) return;
  }
  throw new Error(`process ${pid} does not stop`);
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-10).join('\n');
}
