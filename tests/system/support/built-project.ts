import { buildIfStale } from '../../../scripts/build/build-if-stale.ts';
import { outputFolder } from '../../../scripts/build/layout.ts';

/** The folder of the compiled project, made anew where a source has changed: what `npm start` runs. */
export async function builtProject(): Promise<string> {
  await buildIfStale();
  return outputFolder;
}
