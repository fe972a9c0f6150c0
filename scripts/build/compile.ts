import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundlePlayground } from '../../gateway/playground/bundle-playground.ts';
import { contractFolders, isAsset, isModule, rooms } from './layout.ts';
import { listFiles } from './list-files.ts';

/**
 * Compiles the rooms of `project` into `output`, module by module in the same tree, with the assets beside them.
 * The folder is replaced as a whole, so a build that fails leaves the last good one.
 */
export async function compile(project: string, output: string): Promise<void> {
  // Beside the folder it becomes: source maps name their sources by relative paths.
  const draft = `${output}.${String(process.pid)}`;
  await mkdir(draft, { recursive: true });
  try {
    const files = await listFiles(project, rooms);
    const contracts = await listFiles(project, contractFolders);
    await Promise.all([
      compileModules(project, draft, files.filter(isModule)),
      copyAssets(project, draft, [...files.filter(isAsset), ...contracts]),
      bundlePlayground(join(draft, 'gateway/playground/built')),
    ]);
    await rm(output, { recursive: true, force: true });
    await rename(draft, output);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function compileModules(project: string, output: string, files: readonly string[]): Promise<void> {
  await build({
    absWorkingDir: project,
    entryPoints: [...files],
    outdir: output,
    outbase: '.',
    // Bundling is on only because import paths can be rewritten in no other mode: every import stays outside.
    bundle: true,
    plugins: [importsStayOutside],
    format: 'esm',
    platform: 'node',
    target: 'node24',
    tsconfig: 'tsconfig.json',
    // A decorated class that names itself would otherwise be called `_Order` at run time, and so in the schema.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'silent',
  });
}

const importsStayOutside: Plugin = {
  name: 'imports-stay-outside',
  setup(context) {
    context.onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { external: true, path: path.replace(/^(\.{1,2}\/.*)\.ts$/, '$1.js') },
    );
  },
};

async function copyAssets(project: string, output: string, files: readonly string[]): Promise<void> {
  await Promise.all(
    files.map(async (file) => {
      await mkdir(dirname(join(output, file)), { recursive: true });
      await cp(join(project, file), join(output, file));
    }),
  );
}
