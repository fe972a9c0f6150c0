import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { StartError } from '../../kernel/lifecycle/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { isLocked, lockFolder } from './folder-lock.ts';
import { findProcess } from './process-table.ts';

describe('the lock of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is held by one at a time, and can be taken again after its release', () => {
    const lock = lockFolder(folder);
    expect(isLocked(folder)).toBe(true);
    expect(() => lockFolder(folder)).toThrow(StartError);
    lock.release();
    expect(isLocked(folder)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    lockFolder(folder).release();
  });

  it('names the process that holds it, and leaves that lock in place', () => {
    const other = `lock-${process.ppid}-${findProcess(process.ppid)?.startMark ?? ''}`;
    writeFileSync(join(folder, other), '');
    expect(() => lockFolder(folder)).toThrow(`process ${process.ppid}`);
    expect(readdirSync(folder)).toEqual([other]);
  });

  it('does not outlive its owner, also when another process has that pid by now', () => {
    writeFileSync(join(folder, 'lock-4194304-1'), '');
    writeFileSync(join(folder, `lock-${process.ppid}-1`), '');
    expect(isLocked(folder)).toBe(false);
    lockFolder(folder);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('minds no other files', () => {
    writeFileSync(join(folder, 'lock-keeper'), '');
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual(['lock-keeper']);
  });
});
