import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import type { CreateFriendshipOutcome, RequestFriendshipOutcome } from '../services/request.service.ts';
import { Friendship } from './friendship.type.ts';

@ObjectType({
  description: 'The friendship as it now stands: it is accepted at once where the other one had asked before.',
})
export class FriendshipRequested {
  @Field(() => Friendship)
  friendship!: Friendship;
}

@ObjectType()
export class FriendshipCreated {
  @Field(() => Friendship)
  friendship!: Friendship;
}

@ObjectType({ description: 'Nobody befriends themselves.' })
export class SelfFriendship {
  @Field(() => String)
  message!: string;
}

@ObjectType({ description: 'There is no such user.' })
export class UserNotFound {
  @Field(() => ID)
  userId!: string;
}

@ObjectType({ description: 'You have blocked this user; unblock them first.' })
export class BlockedByViewer {
  @Field(() => ID)
  userId!: string;
}

@ObjectType({
  description: 'A user makes at most 100 requests in 24 hours; those that were taken back or declined count too.',
})
export class TooManyFriendshipRequests {
  @Field(() => GraphQLISODateTime, { description: 'When the next request can be made.' })
  retryAt!: Date;
}

@ObjectType({ description: 'There is something between the two already, or one of them wants nothing of the other.' })
export class FriendshipExists {
  @Field(() => ID)
  requesterId!: string;

  @Field(() => ID)
  addresseeId!: string;
}

export const RequestFriendshipResult = defineResult<RequestFriendshipOutcome['kind']>('RequestFriendshipResult', {
  friendship_requested: FriendshipRequested,
  self_friendship: SelfFriendship,
  user_not_found: UserNotFound,
  blocked_by_viewer: BlockedByViewer,
  too_many_requests: TooManyFriendshipRequests,
});

export const CreateFriendshipResult = defineResult<CreateFriendshipOutcome['kind']>('CreateFriendshipResult', {
  friendship_created: FriendshipCreated,
  friendship_exists: FriendshipExists,
  self_friendship: SelfFriendship,
  user_not_found: UserNotFound,
});

/** Shapes an outcome as its type of the union. */
export function toBeginning(outcome: RequestFriendshipOutcome | CreateFriendshipOutcome): object {
  return outcome.kind === 'self_friendship' ? { ...outcome, message: 'Nobody befriends themselves.' } : outcome;
}
