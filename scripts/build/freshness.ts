import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractFolders, rooms } from './layout.ts';
import { listFiles } from './list-files.ts';

const STAMP = '.inputs';

/** True when every input of the last build is still there, with the same size and time, and none was added. */
export async function isFresh(project: string, output: string): Promise<boolean> {
  const stamp = join(output, STAMP);
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === (await describeInputs(project));
}

/** Remembers the inputs that the build in `output` was made from. */
export async function markFresh(project: string, output: string): Promise<void> {
  await writeFile(join(output, STAMP), await describeInputs(project));
}

async function describeInputs(project: string): Promise<string> {
  const files = await listFiles(project, [...rooms, ...contractFolders, 'scripts/build']);
  const inputs = [...files, 'package-lock.json', 'tsconfig.json'];
  const lines = await Promise.all(
    inputs.map(async (file) => {
      const { mtimeMs, size } = await stat(join(project, file));
      return `${file} ${mtimeMs} ${size}`;
    }),
  );
  return lines.join('\n');
}
