import { seqCursor, type CursorCodec } from '../../../kernel/graphql/index.ts';

/** Cursors of lists of dishes: dishes are numbered. */
export const dishCursor: CursorCodec<{ readonly number: number }> = {
  encode: ({ number }) => seqCursor.encode({ seq: number }),
  decode: (cursor) => ({ number: seqCursor.decode(cursor).seq }),
};
