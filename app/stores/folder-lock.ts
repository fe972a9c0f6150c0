import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { StartError } from '../../kernel/lifecycle/index.ts';
import { findProcess } from './process-table.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Takes a folder for this process alone, among the processes of this machine.
 *
 * The lock is a file that carries pid and start of its owner in its name. So a lock left by `kill -9` is told from
 * a live one, also when its pid is in use again, and removing it cannot hit a newer lock. Everybody writes first
 * and looks second: of two that come at the same moment both may be refused, never both admitted.
 *
 * @throws StartError that names the owner's pid.
 */
export function lockFolder(folder: string): FolderLock {
  const own = lockName(process.pid);
  const refusal = (pid: number) =>
    new StartError(
      `${folder} is in use by another Stoa, process ${pid}.\nStop it (kill ${pid}) or set STOA_DATA_DIR to another folder.`,
    );
  const release = () => rmSync(join(folder, own), { force: true });

  if (readdirSync(folder).includes(own)) throw refusal(process.pid);
  writeFileSync(join(folder, own), '', { flag: 'wx' });
  for (const name of readdirSync(folder)) {
    const pid = ownerOf(name);
    if (pid === undefined || name === own) continue;
    if (name === lockName(pid)) {
      release();
      throw refusal(pid);
    }
    rmSync(join(folder, name), { force: true });
  }
  return { release };
}

/** Whether a running process holds the folder. */
export function isLocked(folder: string): boolean {
  return readdirSync(folder).some((name) => {
    const pid = ownerOf(name);
    return pid !== undefined && name === lockName(pid);
  });
}

function lockName(pid: number): string {
  return `lock-${pid}-${findProcess(pid)?.startMark ?? 'ended'}`;
}

function ownerOf(name: string): number | undefined {
  const pid = /^lock-(\d+)-\w+$/.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
