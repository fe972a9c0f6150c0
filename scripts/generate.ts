import { generateFiles } from './generate/generate-files.ts';
import { checkFiles, writeFiles } from './generate/generated-files.ts';

/** `npm run generate` writes everything that is derived from the code; with `--check` it only compares. */
const files = await generateFiles();
if (process.argv.includes('--check')) {
  const stale = await checkFiles(files);
  for (const path of stale) console.error(`${path} is not what the code says: run npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  const changed = await writeFiles(files);
  console.log(changed.length === 0 ? 'Everything is up to date.' : changed.map((path) => `wrote ${path}`).join('\n'));
}
