import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Edit } from './mutant.ts';

const NEEDED = [
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'app',
  'kernel',
  'providers',
  'subgraphs',
  'tests/support',
  'tests/selection',
];

/** A copy of what the suites need, in which mistakes can be made. */
export interface ProjectCopy {
  readonly folder: string;
  /** The changes whose text no longer occurs. */
  missing(edits: readonly Edit[]): readonly Edit[];
  /** Makes the changes. @returns what takes them back. */
  edit(edits: readonly Edit[]): () => void;
  remove(): void;
}

export function copyProject(project: string): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-mutants-'));
  for (const path of NEEDED) cpSync(join(project, path), join(folder, path), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));

  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    folder,
    missing: (edits) => edits.filter(({ file, find }) => !read(file).includes(find)),
    edit(edits) {
      const before = new Map(edits.map(({ file }) => [file, read(file)]));
      for (const { file, find, replace } of edits) {
        writeFileSync(
          join(folder, file),
          read(file).replaceAll(find, () => replace),
        );
      }
      return () => {
        for (const [file, text] of before) writeFileSync(join(folder, file), text);
      };
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}
