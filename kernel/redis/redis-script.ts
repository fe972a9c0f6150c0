import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A Lua script with the type of what it answers. */
export interface RedisScript<Reply> {
  readonly source: string;
  readonly sha: string;
  /** Turns the raw answer into its type; strings arrive as buffers. */
  readonly decode: (raw: unknown) => Reply;
}

/**
 * Declares a script made of one file or several, joined in order, so that scripts can share their
 * rules. The head comment of each file says what it takes and gives. `local NAME <const> = value`,
 * on a line of its own, is a constant of all files: its value is put in place of its name, as Lua
 * 5.4 does it, which Redis's Lua 5.1 cannot. `constants` are more of them: a script with other
 * numbers is another script, so use this for numbers that seldom change.
 */
export function defineScript<Reply>(
  files: readonly URL[],
  decode: (raw: unknown) => Reply,
  constants: Readonly<Record<string, number>> = {},
): RedisScript<Reply> {
  const source = foldConstants(files.map((file) => readFileSync(file, 'utf8')).join('\n'), constants);
  return { source, sha: createHash('sha1').update(source).digest('hex'), decode };
}

function foldConstants(source: string, given: Readonly<Record<string, number>>): string {
  const constants = new Map(Object.entries(given).map(([name, number]) => [name, `(${number})`]));
  const code = source.replaceAll(/^local (\w+) <const> = (.+)\n/gm, (_line, name: string, value: string) => {
    constants.set(name, value);
    return '';
  });
  return code.replaceAll(/\b[A-Z]\w*\b/g, (name) => constants.get(name) ?? name);
}
