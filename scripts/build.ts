import { isFresh, markFresh } from './build/freshness.ts';
import { outputFolder, projectFolder } from './build/layout.ts';

// `node scripts/build.ts [--types]`: everything that runs, compiled into dist/; nothing is done when nothing changed.
// The compilers are loaded only when needed: a start that finds all fresh waits for none of them.
if (!(await isFresh(projectFolder, outputFolder))) {
  const startedAt = performance.now();
  const { compile } = await import('./build/compile.ts');
  await compile(projectFolder, outputFolder);
  await markFresh(projectFolder, outputFolder);
  console.log(`built dist/ in ${String(Math.round(performance.now() - startedAt))} ms`);
}
if (process.argv.includes('--types')) {
  const { emitClientTypes } = await import('./build/emit-client-types.ts');
  await emitClientTypes(projectFolder, outputFolder);
}
