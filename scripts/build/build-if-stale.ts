import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isFresh, markFresh } from './freshness.ts';
import { outputFolder, projectFolder } from './layout.ts';

const POLL_MS = 50;

/**
 * Compiles the project into `dist/` unless it is there already. Of several processes that start together
 * one compiles and the others wait for it.
 * @returns whether this call compiled.
 */
export async function buildIfStale(): Promise<boolean> {
  if (await isFresh(projectFolder, outputFolder)) return false;
  // Loaded only where there is something to do: a start that finds all fresh waits for none of it.
  const { lockFolder } = await import('../../app/stores/folder-lock.ts');
  const { StartError } = await import('../../kernel/lifecycle/start-error.ts');
  const turn = join(projectFolder, 'node_modules/.cache/build-turn');
  mkdirSync(turn, { recursive: true });

  while (!(await isFresh(projectFolder, outputFolder))) {
    try {
      const lock = lockFolder(turn);
      try {
        return await compileAll();
      } finally {
        lock.release();
      }
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      await sleep(POLL_MS + 2 * POLL_MS * Math.random());
    }
  }
  return false;
}

async function compileAll(): Promise<boolean> {
  if (await isFresh(projectFolder, outputFolder)) return false;
  const { compile } = await import('./compile.ts');
  await compile(projectFolder, outputFolder);
  await markFresh(projectFolder, outputFolder);
  return true;
}
