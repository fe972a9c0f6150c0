import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import { defineConnection, defineEnum, defineOffsetPage } from '../../../kernel/graphql/index.ts';
import { FRIENDSHIP_ACTIONS, FRIENDSHIP_STATUSES, type FriendshipStatus } from '../entities/friendship-transitions.ts';

const FriendshipStatusEnum = defineEnum('FriendshipStatus', FRIENDSHIP_STATUSES, {
  type: 'How far two users have come.',
  values: {
    PENDING: 'One has asked, the other has not answered.',
    ACCEPTED: 'They are friends.',
  },
});

export const FriendshipActionEnum = defineEnum('FriendshipAction', FRIENDSHIP_ACTIONS, {
  type: 'What one of the two may do to a friendship.',
  values: {
    REQUEST: '`requestFriendship`: accepts a request of the other one; changes nothing where one has asked already.',
    ACCEPT: '`acceptFriendship`',
    DECLINE: '`declineFriendship`',
    CANCEL: '`cancelFriendshipRequest`',
    REMOVE: '`removeFriendship`',
    TAG: '`updateFriendshipTag`',
  },
});

@ObjectType({ description: 'What is between two users, from the first request on. For these two and administrators.' })
@Directive('@key(fields: "id")')
export class Friendship {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'A word of the requester about it; may be empty.' })
  tag!: string;

  @Field(() => FriendshipStatusEnum)
  status!: FriendshipStatus;

  @Field(() => GraphQLISODateTime, { description: 'When one asked the other.' })
  createdAt!: Date;
}

export const FriendshipConnection = defineConnection('Friendship', () => Friendship);
export const FriendshipPage = defineOffsetPage('Friendship', () => Friendship);
