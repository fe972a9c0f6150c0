import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { lockFolder, type FolderLock } from '../../../app/stores/folder-lock.ts';
import { StartError } from '../../../kernel/lifecycle/index.ts';
import { compile } from '../../../scripts/build/compile.ts';
import { isFresh, markFresh } from '../../../scripts/build/freshness.ts';
import { outputFolder, projectFolder } from '../../../scripts/build/layout.ts';

let built: Promise<string> | undefined;

/** The folder of the compiled project, made anew where a source has changed: what `npm start` runs. */
export function builtProject(): Promise<string> {
  built ??= build();
  return built;
}

/** Test files run in processes of their own; one of them builds, the others wait for it. */
async function build(): Promise<string> {
  const turn = join(projectFolder, 'node_modules/.cache/build-turn');
  mkdirSync(turn, { recursive: true });
  while (!(await isFresh(projectFolder, outputFolder))) {
    const lock = lockOrNone(turn);
    if (lock === undefined) await sleep(50 + 100 * Math.random());
    else await compileUnder(lock);
  }
  return outputFolder;
}

async function compileUnder(lock: FolderLock): Promise<void> {
  try {
    if (await isFresh(projectFolder, outputFolder)) return;
    await compile(projectFolder, outputFolder);
    await markFresh(projectFolder, outputFolder);
  } finally {
    lock.release();
  }
}

function lockOrNone(folder: string): FolderLock | undefined {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof StartError) return undefined;
    throw error;
  }
}
