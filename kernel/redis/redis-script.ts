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
 * rules. The head comment of each file says what it takes and gives.
 */
export function defineScript<Reply>(files: readonly URL[], decode: (raw: unknown) => Reply): RedisScript<Reply> {
  const source = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return { source, sha: createHash('sha1').update(source).digest('hex'), decode };
}
