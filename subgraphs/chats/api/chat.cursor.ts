import { sortedCursor, type CursorCodec } from '../../../kernel/graphql/index.ts';

const cursor = sortedCursor('activity', 'time');

/** Cursors of lists of chats by their activity. */
export const activityCursor: CursorCodec<{ readonly lastActivityAt: Date; readonly id: string }> = {
  encode: ({ lastActivityAt, id }) => cursor.encode({ value: lastActivityAt.getTime(), id }),
  decode(text) {
    const { value, id } = cursor.decode(text);
    return { lastActivityAt: new Date(value), id };
  },
};
