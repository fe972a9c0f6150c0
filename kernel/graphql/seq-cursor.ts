import { z } from 'zod';

import type { SeqKey } from '../pagination/index.ts';
import { decodeCursor, encodeCursor, type CursorCodec } from './cursor.ts';

const SHAPE = z.tuple([z.int32().min(0)]);

/** Cursors of lists whose rows are numbered. */
export const seqCursor: CursorCodec<SeqKey> = {
  encode: ({ seq }) => encodeCursor([seq]),
  decode(cursor) {
    const [seq] = decodeCursor(cursor, SHAPE);
    return { seq };
  },
};
