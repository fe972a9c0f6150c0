import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { builtProject } from './built-project.ts';

/** How a process ended, and how long that took after it was told to. */
export interface Ending {
  readonly code: number | null;
  readonly afterMs: number;
}

/** A process of ours, started as an operator starts it. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its log so far: the lines of standard output that are JSON. */
  readonly log: () => readonly Readonly<Record<string, unknown>>[];
  /** Over when its standard output matches; rejects when it ends before, with what it said. */
  untilPrints(pattern: RegExp): Promise<RegExpExecArray>;
  /** SIGTERM, over when it is gone. */
  stop(): Promise<Ending>;
  /** SIGKILL, over when it is gone. */
  kill(): Promise<Ending>;
  readonly ended: Promise<Ending>;
}

export interface Command {
  /** Below the compiled project, such as `subgraphs/main.js`. */
  readonly script: string;
  readonly args?: readonly string[];
  /** The whole environment; of ours it gets the PATH only. */
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<RunningProcess>();

const PATIENCE_MS = 5_000;

/** Ends what a test left running; gently, so that no store outlives its owner. */
export async function stopAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (one) => {
      const ending = await Promise.race([one.stop(), sleep(PATIENCE_MS, undefined, { ref: false })]);
      if (ending === undefined) await one.kill();
    }),
  );
}

/** Starts one of our commands from the compiled project. */
export async function startProcess({ script, args = [], env = {} }: Command): Promise<RunningProcess> {
  const file = join(await builtProject(), script);
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let toldAt = performance.now();
  const ended = once(child, 'close').then(([code]): Ending => {
    running.delete(self);
    return { code: code as number | null, afterMs: performance.now() - toldAt };
  });
  const tell = async (signal: NodeJS.Signals): Promise<Ending> => {
    toldAt = performance.now();
    child.kill(signal);
    return await ended;
  };

  const self: RunningProcess = {
    name: [script, ...args].join(' '),
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    log: () => jsonLines(stdout),
    ended,
    stop: () => tell('SIGTERM'),
    kill: () => tell('SIGKILL'),
    async untilPrints(pattern) {
      for (;;) {
        const match = pattern.exec(stdout);
        if (match !== null) return match;
        const next = await Promise.race([once(child.stdout, 'data'), ended.then(() => 'ended' as const)]);
        if (next === 'ended' && !pattern.test(stdout))
          throw new Error(`${self.name} ended without printing ${String(pattern)}:\n${stdout}${stderr}`);
      }
    },
  };
  running.add(self);
  return self;
}

function jsonLines(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
