import type { z } from 'zod';

import { AppError } from '../errors/index.ts';

/** How the sort key of a row is written as a cursor, and read back. */
export interface CursorCodec<Key> {
  readonly encode: (row: Key) => string;
  /** @throws BAD_USER_INPUT for a cursor that no list of this kind gave. */
  readonly decode: (cursor: string) => Key;
}

export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws BAD_USER_INPUT for anything that `encodeCursor` did not make with a key of this shape. */
export function decodeCursor<Key>(cursor: string, shape: z.ZodType<Key>): Key {
  const result = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!result.success)
    throw new AppError('BAD_USER_INPUT', { field: 'after', message: 'This cursor is not valid here.' });
  return result.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
