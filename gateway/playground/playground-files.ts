import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const BUILT_FOLDER = fileURLToPath(new URL('./built/', import.meta.url));

/** The page's script and style sheet by file name: those of the build, or bundled on the spot when run from source. */
export async function loadPlaygroundFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  if (!existsSync(BUILT_FOLDER)) {
    const { bundlePlayground } = await import('./bundle-playground.ts');
    return bundlePlayground();
  }
  const names = await readdir(BUILT_FOLDER);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(BUILT_FOLDER + name)] as const)));
}
