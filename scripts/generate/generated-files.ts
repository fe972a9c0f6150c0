import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Generated text by path from the project's root. */
export type GeneratedFiles = ReadonlyMap<string, string>;

const ROOT = new URL('../../', import.meta.url);

/** The paths whose text on disk is another one, or absent. */
export async function checkFiles(files: GeneratedFiles): Promise<readonly string[]> {
  const stale = await Promise.all(
    [...files].map(async ([path, text]) => ((await readText(path)) === text ? [] : [path])),
  );
  return stale.flat();
}

/** Writes what differs; returns its paths. */
export async function writeFiles(files: GeneratedFiles): Promise<readonly string[]> {
  const stale = await checkFiles(files);
  for (const path of stale) {
    const target = fileURLToPath(new URL(path, ROOT));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, files.get(path) ?? '');
  }
  return stale;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(new URL(path, ROOT), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
