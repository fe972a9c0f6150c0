import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const PROJECT = join(FOLDER, '../../../..');

/** What the project's own TypeScript settings say against a file with this text, were it in this folder. */
function problemsOf(code: string): readonly string[] {
  const { config } = ts.readConfigFile(join(PROJECT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, PROJECT);
  const file = join(FOLDER, 'row-of-the-documentation.ts');
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion) =>
    name === file ? ts.createSourceFile(name, code, languageVersion) : read(name, languageVersion);
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the row of a provider in docs/providers.md', () => {
  const page = readFileSync(join(PROJECT, 'docs/providers.md'), 'utf8');
  const [, code = ''] = /^```mts\n([^]*?)^```$/m.exec(page) ?? [];

  it('is a row', () => {
    expect(code).toContain('ProviderRow');
    expect(problemsOf(code)).toEqual([]);
  });

  it('would not be one with a mistake in it', () => {
    expect(problemsOf(code.replace("means: 'refused'", "means: 'refusal'"))).toEqual([
      expect.stringContaining('refusal'),
    ]);
  });
});
