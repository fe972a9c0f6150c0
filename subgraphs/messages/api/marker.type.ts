import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';

import { decodeCursor, defineConnection, encodeCursor, type CursorCodec } from '../../../kernel/graphql/index.ts';
import { defineFeed } from './feed.ts';

@ObjectType({ description: 'How far a member has read a chat; for its members. It only moves forward.' })
export class ReadMarker {
  @Field(() => Int, { description: 'The `seq` of the last message that was read.' })
  seq!: number;

  @Field(() => Int, { description: 'Of two moves in a chat the later has the larger.' })
  version!: number;

  @Field(() => GraphQLISODateTime)
  movedAt!: Date;
}

export const ReadMarkerConnection = defineConnection('ReadMarker', () => ReadMarker);
export const ReadMarkerFeed = defineFeed('ReadMarker', () => ReadMarker);

interface MarkerPlace {
  readonly userId: string;
}

const SHAPE = z.tuple([z.uuid()]);

/** Cursors of the markers of a chat, which are listed in the order of the users' ids. */
export const markerCursor: CursorCodec<MarkerPlace> = {
  encode: ({ userId }) => encodeCursor([userId]),
  decode(cursor) {
    const [userId] = decodeCursor(cursor, SHAPE);
    return { userId };
  },
};
