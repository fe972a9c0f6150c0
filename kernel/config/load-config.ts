import { SETTINGS, type Config, type SettingName } from './settings.ts';

/** Everything that is wrong with the configuration, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The configuration is not usable:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

/** Settings that a process cannot run without, and for what: `{ REDIS_URL: 'the quota' }`. */
export type Requirements = Partial<Record<SettingName, string>>;

/** Requirements that follow from other settings; of a setting that is wrong itself, the value is undefined. */
export type RequirementsOf = (settings: Partial<Config>) => Requirements;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks all settings at once and freezes them. An empty variable counts as absent.
 * @throws ConfigError that names every problem: bad values, absent requirements, misspelt names.
 */
export function loadConfig(env: Environment, requirements: Requirements | RequirementsOf = {}): Config {
  const problems = [...misspeltNames(env)];
  const values: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(SETTINGS)) {
    const text = env[name] === '' ? undefined : env[name];
    const result = type.safeParse(text);
    if (result.success) values[name] = result.data;
    else problems.push(`${name}: ${result.error.issues.map((issue) => issue.message).join('; ')}`);
  }
  for (const [name, purpose] of Object.entries(
    typeof requirements === 'function' ? requirements(values) : requirements,
  )) {
    if (env[name] === undefined || env[name] === '') problems.push(`${name} is absent: needed for ${purpose}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as Config;
}

/** The names a subgraph's settings go by: `settingOf('users', 'URL')` is `USERS_URL`. */
export function settingOf<S extends 'URL' | 'DATABASE_URL', N extends string>(
  name: N,
  suffix: S,
): `${Uppercase<N>}_${S}` {
  return `${name.toUpperCase() as Uppercase<N>}_${suffix}`;
}

const OWN_PREFIX = /^STOA_/;
const SHORTEST_GUESSED = 8;

/** A foreign variable may be called anything; ours begin with STOA_, or are one slip away from a known name. */
function* misspeltNames(env: Environment): Generator<string> {
  for (const name of Object.keys(env)) {
    if (Object.hasOwn(SETTINGS, name)) continue;
    const [nearest, distance] = nearestSetting(name);
    if (OWN_PREFIX.test(name)) yield `${name} is not a setting${distance <= 4 ? `; did you mean ${nearest}?` : ''}`;
    else if (distance <= 1 && name.length >= SHORTEST_GUESSED)
      yield `${name} is not a setting; did you mean ${nearest}?`;
  }
}

function nearestSetting(name: string): readonly [SettingName, number] {
  const ranked = (Object.keys(SETTINGS) as SettingName[]).map((known) => [known, editDistance(name, known)] as const);
  return ranked.reduce((best, next) => (next[1] < best[1] ? next : best));
}

/** Damerau-Levenshtein distance (optimal string alignment): a swap of neighbours is one slip. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = (rows[i] = [i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same, swap);
    }
  }
  return at(a.length, b.length);
}
