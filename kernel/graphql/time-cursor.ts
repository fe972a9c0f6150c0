import { z } from 'zod';

import type { TimeKey } from '../pagination/index.ts';
import { decodeCursor, encodeCursor, type CursorCodec } from './cursor.ts';

const END_OF_YEAR_9999 = 253_402_300_799_999;
const SHAPE = z.tuple([z.number().int().min(0).max(END_OF_YEAR_9999), z.uuid()]);

/** Cursors of lists by time. */
export const timeCursor: CursorCodec<TimeKey> = {
  encode: ({ createdAt, id }) => encodeCursor([createdAt.getTime(), id]),
  decode(cursor) {
    const [time, id] = decodeCursor(cursor, SHAPE);
    return { createdAt: new Date(time), id };
  },
};
