import { createUnionType, Field, ID, ObjectType } from 'type-graphql';

import type { RequestFriendshipOutcome } from '../services/friendship.service.ts';
import { Friendship } from './friendship.type.ts';

@ObjectType({
  description: 'The friendship as it now stands: it is accepted at once where the other one had asked before.',
})
export class FriendshipRequested {
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

const REQUEST_TYPES = {
  friendship_requested: FriendshipRequested,
  self_friendship: SelfFriendship,
  user_not_found: UserNotFound,
} as const;

export const RequestFriendshipResult = createUnionType({
  name: 'RequestFriendshipResult',
  types: () => [FriendshipRequested, SelfFriendship, UserNotFound] as const,
  resolveType: (outcome) => REQUEST_TYPES[(outcome as unknown as RequestFriendshipOutcome).kind],
});

/** Shapes an outcome as its type of the union. */
export function toRequestFriendshipResult(outcome: RequestFriendshipOutcome): object {
  return outcome.kind === 'self_friendship' ? { ...outcome, message: 'Nobody befriends themselves.' } : outcome;
}
