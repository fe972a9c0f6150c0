import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Every file below the given folders of the project, as sorted paths with forward slashes; absent folders are empty. */
export async function listFiles(project: string, folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(folders.map(async (folder) => readFolder(project, folder)));
  return found.flat().sort();
}

async function readFolder(project: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(project, folder), { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length).split(sep).join('/'));
}
