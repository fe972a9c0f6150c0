import { z } from 'zod';

import { decodeCursor, encodeCursor, type CursorCodec } from './cursor.ts';

const END_OF_YEAR_9999 = 253_402_300_799_999;

const VALUES = {
  /** Milliseconds since the epoch. */
  time: z.number().int().min(0).max(END_OF_YEAR_9999),
  /** A decimal text that is not negative, as the database has it: with two places. */
  amount: z.string().regex(/^(0|[1-9]\d{0,13})\.\d{2}$/),
} as const;

type Values = typeof VALUES;

/** The sort key of a row by one of its columns; the id decides between equal values. */
export interface SortedKey<Kind extends keyof Values> {
  readonly value: z.output<Values[Kind]>;
  readonly id: string;
}

/** Cursors of a list that can be sorted in several ways: they carry the sort, and a list with another refuses them. */
export function sortedCursor<Kind extends keyof Values>(sort: string, kind: Kind): CursorCodec<SortedKey<Kind>> {
  const shape = z.tuple([z.literal(sort), VALUES[kind], z.uuid()]);
  return {
    encode: ({ value, id }) => encodeCursor([sort, value, id]),
    decode(cursor) {
      const [, value, id] = decodeCursor(cursor, shape);
      return { value: value, id };
    },
  };
}
