import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import ts from 'typescript';

import { emitClientTypes } from '../../scripts/build/emit-client-types.ts';
import { projectFolder } from '../../scripts/build/layout.ts';
import { temporaryFolder } from '../support/index.ts';
import { builtProject } from '../system/support/built-project.ts';

/** A folder of somebody who has installed the package, and writes a program against it. */
export interface Workspace {
  /** What TypeScript, at its strictest, says against the program. */
  check(code: string): readonly string[];
  /** @returns what the program prints; rejects where it fails. */
  run(code: string): Promise<string>;
  close(): void;
}

/** Builds the package as `npm run build` does, and installs it into a new folder. */
export async function openWorkspace(): Promise<Workspace> {
  await emitClientTypes(projectFolder, await builtProject());
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(projectFolder, join(folder, 'node_modules/stoa'), 'dir');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const program = join(folder, 'program.ts');
  return {
    check(code) {
      writeFileSync(program, code);
      return problemsOf(program);
    },
    async run(code) {
      writeFileSync(program, code);
      // Node runs TypeScript by leaving out its types.
      return (await promisify(execFile)(process.execPath, [program])).stdout;
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

function problemsOf(file: string): readonly string[] {
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
    typeRoots: [join(projectFolder, 'node_modules/@types')],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
