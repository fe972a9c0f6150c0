import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What came of one test file. */
export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  /** The first test that failed. */
  readonly firstFailure: string | undefined;
  /** It could not run at all, or failed only because the code is no code any more: a mutant like that proves nothing. */
  readonly isBroken: boolean;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

const NO_CODE = /compiling script|SyntaxError|ReferenceError|Transform failed|user_script:\d+: Script attempted/;

/** Runs test files in a folder, with its own vitest; their output is shown only where one could not run. */
export async function runSuites(folder: string, suites: readonly string[]): Promise<readonly SuiteResult[]> {
  const reportFile = join(folder, 'report.json');
  rmSync(reportFile, { force: true });
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--no-file-parallelism', '--reporter=json', `--outputFile=${reportFile}`, ...suites],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  await once(child, 'close');
  const { testResults } = readReport(reportFile, complaints);
  return suites.map((suite) =>
    resultOf(
      suite,
      testResults.find(({ name }) => relative(folder, name) === suite),
    ),
  );
}

function readReport(file: string, complaints: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (error) {
    throw new Error(`the tests did not run:\n${complaints}`, { cause: error });
  }
}

function resultOf(suite: string, result: Report['testResults'][number] | undefined): SuiteResult {
  const tests = result?.assertionResults ?? [];
  const failures = tests.filter(({ status }) => status === 'failed');
  const messages = failures.flatMap(({ failureMessages }) => failureMessages ?? []);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return {
    suite,
    passed,
    failed: failures.length,
    firstFailure: failures[0]?.title,
    isBroken: passed + failures.length === 0 || (messages.length > 0 && messages.every((text) => NO_CODE.test(text))),
  };
}
