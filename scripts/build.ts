import { buildIfStale } from './build/build-if-stale.ts';
import { outputFolder, projectFolder } from './build/layout.ts';

// `node scripts/build.ts [--types]`: everything that runs, compiled into dist/; nothing is done when nothing changed.
const startedAt = performance.now();
if (await buildIfStale()) console.log(`built dist/ in ${String(Math.round(performance.now() - startedAt))} ms`);
if (process.argv.includes('--types')) {
  const { emitClientTypes } = await import('./build/emit-client-types.ts');
  await emitClientTypes(projectFolder, outputFolder);
}
