import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** What the operating system says about a running process. */
export interface ProcessEntry {
  /** When it started, as an opaque word: with the pid it names one process for ever, also after the pid is reused. */
  readonly startMark: string;
  readonly commandLine: string;
}

/** `undefined` when no such process runs; one that has ended but is still listed does not run. */
export function findProcess(pid: number): ProcessEntry | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): ProcessEntry | undefined {
  let stat: string;
  let commandLine: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined;
    throw error;
  }
  // proc(5): after the name in parentheses, which may hold anything, come the state (field 3), the threads (20) and
  // the start (22). While another thread is left of a zombie, so are its sockets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if ((fields[0] === 'Z' && Number(fields[17]) <= 1) || fields[0] === 'X') return undefined;
  return { startMark: fields[19] ?? '', commandLine };
}

function fromPs(pid: number): ProcessEntry | undefined {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'stat=,lstart=,args=', '-p', String(pid)], { encoding: 'utf8' });
  const [, state, startedAt, commandLine] = /^\s*(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)/.exec(stdout) ?? [];
  if (state === undefined || startedAt === undefined || state.startsWith('Z')) return undefined;
  return { startMark: startedAt.replaceAll(/\W+/g, '_'), commandLine: commandLine ?? '' };
}

/** Waits until the process has ended. @returns whether it did in time. */
export async function hasEnded(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (findProcess(pid) !== undefined) {
    if (performance.now() > deadline) return false;
    await delay(5);
  }
  return true;
}
