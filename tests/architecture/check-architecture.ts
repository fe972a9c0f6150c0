import { IMPORT_RULES, type ImportRule } from './import-rules.ts';
import { fillIn, matchPath, type Captures } from './path-pattern.ts';
import { importsOf, processUsesOf, type SourceFile } from './source-file.ts';

const LONGEST_FILE = 300;
const NOT_SHIPPED = ['**/*.test.ts', '**/*.suite.ts', 'tests/**', 'bench/**', 'scripts/**', '*.config.ts'];
const MAY_USE_PROCESS = ['**/main.ts', 'kernel/lifecycle/run-main.ts', ...NOT_SHIPPED];
const GENERATED = ['client/generated/**', 'gateway/rest/generated/**'];
/** Made for the browser, or run only where the page was not built. */
const BUILT_BEFORE = ['gateway/playground/page/**', 'gateway/playground/bundle-playground.ts'];

/** The packages that package.json names. */
export interface Packages {
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** Everything that breaks the plan of the house, one sentence each; empty when all is well. */
export function checkArchitecture(files: readonly SourceFile[]): readonly string[] {
  return [
    ...files.flatMap(checkImports),
    ...checkKernelCircles(files),
    ...files.flatMap(checkLength),
    ...files.flatMap(checkProcess),
  ];
}

function checkImports(file: SourceFile): readonly string[] {
  const found = findRule(file.path);
  if (found === undefined) return [`${file.path} is in no room: give it a place in tests/architecture/import-rules.ts`];
  const { rule, captures } = found;
  const allowed = (target: string) =>
    matches(rule.may, target, captures) && !matches(rule.never ?? [], target, captures);
  const shipped = !isOneOf(NOT_SHIPPED, file.path);
  return importsOf(file).flatMap((target) => {
    if (shipped && isOneOf([...NOT_SHIPPED, 'npm:vitest', 'npm:fast-check'], target)) {
      return [`${file.path} imports ${target}: what runs in production stands on no test and no tool`];
    }
    if (shipped && isOneOf(['**/main.ts'], target)) {
      return [`${file.path} imports ${target}: a main.ts is started, never imported`];
    }
    if (shipped && target === 'node:process') {
      return [`${file.path} imports node:process: use the global, so that its use is seen`];
    }
    return allowed(target) ? [] : [`${file.path} imports ${target}: ${fillIn(rule.instead, captures)}`];
  });
}

function findRule(path: string): { readonly rule: ImportRule; readonly captures: Captures } | undefined {
  for (const rule of IMPORT_RULES) {
    for (const pattern of rule.from) {
      const captures = matchPath(pattern, path);
      if (captures !== undefined) return { rule, captures };
    }
  }
  return undefined;
}

function matches(patterns: readonly string[], target: string, captures: Captures): boolean {
  return isOneOf(
    patterns.map((pattern) => fillIn(pattern, captures)),
    target,
  );
}

function isOneOf(patterns: readonly string[], path: string): boolean {
  return patterns.some((pattern) => matchPath(pattern, path) !== undefined);
}

/** A folder of the kernel that stands, over others, on itself could be neither read nor tested alone. */
function checkKernelCircles(files: readonly SourceFile[]): readonly string[] {
  const standsOn = new Map<string, Set<string>>();
  for (const file of files.filter(({ path }) => !isOneOf(NOT_SHIPPED, path))) {
    const from = kernelFolder(file.path);
    const targets = importsOf(file).map(kernelFolder);
    if (from === undefined) continue;
    const known = standsOn.get(from) ?? new Set();
    for (const target of targets) if (target !== undefined && target !== from) known.add(target);
    standsOn.set(from, known);
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (folder: string, path: readonly string[]): void => {
    if (path.includes(folder)) {
      const circle = [...path.slice(path.indexOf(folder)), folder].join(' -> ');
      circles.push(`${circle}: a circle; move what both need into a folder that knows neither`);
    }
    if (path.includes(folder) || done.has(folder)) return;
    for (const target of standsOn.get(folder) ?? []) walk(target, [...path, folder]);
    done.add(folder);
  };
  for (const folder of standsOn.keys()) walk(folder, []);
  return circles;
}

function kernelFolder(path: string): string | undefined {
  return /^kernel\/[^/]+(?=\/)/.exec(path)?.[0];
}

function checkLength({ path, text }: SourceFile): readonly string[] {
  const lines = text.trimEnd().split('\n').length;
  if (lines <= LONGEST_FILE || isOneOf(GENERATED, path) || /\.(test|suite)\.ts$/.test(path)) return [];
  return [`${path} has ${lines} lines: over ${LONGEST_FILE} it is probably two rooms`];
}

function checkProcess(file: SourceFile): readonly string[] {
  if (isOneOf(MAY_USE_PROCESS, file.path)) return [];
  return processUsesOf(file).map(
    (name) => `${file.path} uses process.${name}: only a main.ts does; take what you need as a parameter`,
  );
}

/** Packages that are not there where the code runs: unnamed in package.json, or left out of a production install. */
export function checkPackages(files: readonly SourceFile[], packages: Packages): readonly string[] {
  const inProduction = new Set(packages.dependencies);
  const atWork = new Set([...packages.dependencies, ...packages.devDependencies]);
  return files.flatMap((file) => {
    const shipped = !isOneOf([...NOT_SHIPPED, ...BUILT_BEFORE], file.path);
    const known = shipped ? inProduction : atWork;
    const missing = importsOf(file).filter((target) => target.startsWith('npm:') && !known.has(target.slice(4)));
    const place = shipped ? 'dependencies' : 'devDependencies';
    return missing.map((target) => `${file.path} imports ${target}: name it in the ${place} of package.json`);
  });
}
