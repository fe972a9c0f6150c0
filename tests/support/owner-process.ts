import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface OwnerProcess {
  readonly pid: number;
  /** What it printed: one JSON value, as soon as it was ready. */
  readonly said: unknown;
  /** `kill -9`, over when the process is gone. */
  kill(): Promise<void>;
}

/** A process of its own that runs this module text, prints one JSON line, and stays until it is killed. */
export async function startOwnerProcess(module: string): Promise<OwnerProcess> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', `${module}\nsetInterval(() => undefined, 1000);`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data'), exited.then(() => undefined)]);
  if (first === undefined || child.pid === undefined) throw new Error('the process ended before it was ready');
  return {
    pid: child.pid,
    said: JSON.parse(String(first[0])),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
