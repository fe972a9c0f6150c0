import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isLocked } from '../../app/stores/folder-lock.ts';

const PREFIX = 'stoa-test-';

/** A new folder; whoever made it removes it. What a killed run leaves behind, a later run removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  return folder;
}

/** Stops the servers of test runs that were killed, and removes their folders. */
export async function removeAbandonedFolders(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (isAbandoned(folder)) await removeWithServers(folder);
    } catch (error) {
      // Runs that start at the same time find the same folders; who is too late has nothing to do.
      if (existsSync(folder)) console.log(`${folder}, of a run that was killed, was not removed: ${String(error)}`);
    }
  }
}

const HANDS_OFF_MS = 60_000;

function isAbandoned(folder: string): boolean {
  const { mtimeMs, uid } = statSync(folder);
  if (uid !== process.getuid?.() || Date.now() - mtimeMs < HANDS_OFF_MS) return false;
  return ['postgres', 'redis'].every((store) => !existsSync(join(folder, store)) || !isLocked(join(folder, store)));
}

/** Opening a store stops the server that was left behind; closing it then leaves none. */
async function removeWithServers(dataDir: string): Promise<void> {
  const { openEmbeddedPostgres, openPrivateRedis } = await import('../../app/stores/index.ts');
  if (existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid')))
    await (await openEmbeddedPostgres({ dataDir })).close();
  if (existsSync(join(dataDir, 'redis'))) await (await openPrivateRedis({ dataDir }))?.close();
  rmSync(dataDir, { recursive: true, force: true });
}
