import { join } from 'node:path';
import ts from 'typescript';
import { isModule } from './layout.ts';
import { listFiles } from './list-files.ts';

/** Writes the declarations of the client beside its compiled modules; throws with TypeScript's own report. */
export async function emitClientTypes(project: string, output: string): Promise<void> {
  const files = (await listFiles(project, ['client'])).filter(isModule);
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile.bind(ts.sys)).config,
    ts.sys,
    project,
  );
  const { tsBuildInfoFile: _unused, ...shared } = options;
  const program = ts.createProgram(
    files.map((file) => join(project, file)),
    {
      ...shared,
      noEmit: false,
      incremental: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: project,
      outDir: output,
    },
  );
  const problems = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problems.length > 0) {
    throw new Error(
      ts.formatDiagnostics(problems, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => project,
        getNewLine: () => '\n',
      }),
    );
  }
}
