import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE_FOLDER = fileURLToPath(new URL('./page/', import.meta.url));

/**
 * Bundles the page into `playground.js` and `playground.css`, which need no other host: fonts and pictures are inside
 * the style sheet. Also written to `folder` when one is given. Needs esbuild, a tool of development.
 */
export async function bundlePlayground(folder?: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: PAGE_FOLDER,
    entryPoints: ['playground.tsx'],
    outdir: PAGE_FOLDER,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'silent',
  });
  const files = new Map(outputFiles.map(({ contents, path }) => [basename(path), contents]));
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    await Promise.all([...files].map(async ([name, contents]) => writeFile(join(folder, name), contents)));
  }
  return files;
}
