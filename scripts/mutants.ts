import { fileURLToPath } from 'node:url';

import { MUTANTS } from './mutants/mutants.ts';
import type { Mutant } from './mutants/mutant.ts';
import { copyProject, type ProjectCopy } from './mutants/project-copy.ts';
import { runSuites, type SuiteResult } from './mutants/run-suites.ts';

/**
 * Makes each mistake of mutants/mutants.ts in a copy of the project, and shows that the tests notice it.
 * Words on the command line choose mutants by their names. Exits with 1 where a mutant survives.
 */
async function main(words: readonly string[]): Promise<void> {
  const mutants = MUTANTS.filter(({ name }) => words.every((word) => name.includes(word)));
  const copy = copyProject(fileURLToPath(new URL('../', import.meta.url)));
  try {
    const problems = [...(await judgeOriginal(copy, mutants))];
    // A suite that fails anyway kills nothing.
    if (problems.length === 0) for (const mutant of mutants) problems.push(...(await judgeMutant(copy, mutant)));
    console.log(problems.length === 0 ? `\nAll ${mutants.length} mutants are killed.` : `\n${problems.join('\n')}`);
    if (problems.length > 0 || mutants.length === 0) process.exitCode = 1;
  } finally {
    copy.remove();
  }
}

/** Without a mistake every suite has to pass. */
async function judgeOriginal(copy: ProjectCopy, mutants: readonly Mutant[]): Promise<readonly string[]> {
  const results = await runSuites(copy.folder, [...new Set(mutants.flatMap(({ suites }) => suites))]);
  console.log('no mistake');
  for (const result of results) console.log(lineOf(result, result.failed === 0 ? 'passes' : 'FAILS'));
  return results.filter(({ failed, isBroken }) => failed > 0 || isBroken).map(({ suite }) => `${suite} fails anyway`);
}

async function judgeMutant(copy: ProjectCopy, { name, edits, suites }: Mutant): Promise<readonly string[]> {
  const missing = copy.missing(edits);
  if (missing.length > 0)
    return missing.map((edit) => `${name}: is out of date, ${edit.file} has no more: ${edit.find}`);
  const restore = copy.edit(edits);
  try {
    const results = await runSuites(copy.folder, suites);
    console.log(`\n${name}`);
    for (const result of results) console.log(lineOf(result, verdictOn(result)));
    return results
      .filter((result) => verdictOn(result) !== 'killed')
      .map((result) => `${name}: ${verdictOn(result)} in ${result.suite}`);
  } finally {
    restore();
  }
}

function verdictOn({ failed, isBroken }: SuiteResult): 'killed' | 'SURVIVES' | 'BROKEN' {
  if (isBroken) return 'BROKEN';
  return failed > 0 ? 'killed' : 'SURVIVES';
}

function lineOf({ suite, passed, failed, firstFailure }: SuiteResult, verdict: string): string {
  const counts = `${failed} of ${passed + failed} tests failed`;
  const first = firstFailure === undefined ? '' : `, first: ${firstFailure}`;
  return `  ${verdict.padEnd(8)}  ${suite}  ${counts}${first}`;
}

await main(process.argv.slice(2));
