import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import { defineConnection, defineEnum } from '../../../kernel/graphql/index.ts';
import { FRIENDSHIP_STATUSES, type FriendshipStatus } from '../entities/friendship.entity.ts';

const FriendshipStatusEnum = defineEnum('FriendshipStatus', FRIENDSHIP_STATUSES, 'How far two users have come.');

@ObjectType({ description: 'What is between two users, from the first request on. For these two and administrators.' })
@Directive('@key(fields: "id")')
export class Friendship {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'A word of the requester about it; may be empty.' })
  tag!: string;

  @Field(() => FriendshipStatusEnum)
  status!: FriendshipStatus;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;
}

export const FriendshipConnection = defineConnection('Friendship', () => Friendship);
