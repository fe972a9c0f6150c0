import { Field, ID, ObjectType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import type { FriendshipAction } from '../entities/friendship-transitions.ts';
import type {
  AcceptFriendshipOutcome,
  CancelFriendshipRequestOutcome,
  DeclineFriendshipOutcome,
  RemoveFriendshipOutcome,
  UpdateFriendshipTagOutcome,
} from '../services/friendship.service.ts';
import { Friendship, FriendshipActionEnum } from './friendship.type.ts';
import { User } from './user.type.ts';

@ObjectType()
export class FriendshipAccepted {
  @Field(() => Friendship)
  friendship!: Friendship;
}

@ObjectType()
export class FriendshipTagUpdated {
  @Field(() => Friendship)
  friendship!: Friendship;
}

@ObjectType({ description: 'The request is gone, and the pair is free.' })
export class FriendshipDeclined {
  @Field(() => ID)
  friendshipId!: string;

  @Field(() => User, { description: 'Who had asked.' })
  user!: User;
}

@ObjectType({ description: 'The request is gone, and the pair is free.' })
export class FriendshipRequestCancelled {
  @Field(() => ID)
  friendshipId!: string;

  @Field(() => User, { description: 'Who had been asked.' })
  user!: User;
}

@ObjectType({ description: 'The two are friends no longer, and the pair is free.' })
export class FriendshipRemoved {
  @Field(() => ID)
  friendshipId!: string;

  @Field(() => User, { description: 'Who was the friend.' })
  user!: User;
}

@ObjectType({ description: 'There is no such friendship or request of yours; it may have ended.' })
export class FriendshipNotFound {
  @Field(() => ID)
  friendshipId!: string;
}

@ObjectType({ description: 'As it stands, this is not for you to do.' })
export class FriendshipChangeRefused {
  @Field(() => Friendship, { description: 'As it stands.' })
  friendship!: Friendship;

  @Field(() => [FriendshipActionEnum], { description: 'What you may do to it as it stands.' })
  allowedActions!: readonly FriendshipAction[];
}

const REFUSALS = {
  friendship_not_found: FriendshipNotFound,
  friendship_change_refused: FriendshipChangeRefused,
} as const;

export const AcceptFriendshipResult = defineResult<AcceptFriendshipOutcome['kind']>('AcceptFriendshipResult', {
  friendship_accepted: FriendshipAccepted,
  ...REFUSALS,
});
export const UpdateFriendshipTagResult = defineResult<UpdateFriendshipTagOutcome['kind']>('UpdateFriendshipTagResult', {
  friendship_tag_updated: FriendshipTagUpdated,
  ...REFUSALS,
});
export const DeclineFriendshipResult = defineResult<DeclineFriendshipOutcome['kind']>('DeclineFriendshipResult', {
  friendship_declined: FriendshipDeclined,
  ...REFUSALS,
});
export const CancelFriendshipRequestResult = defineResult<CancelFriendshipRequestOutcome['kind']>(
  'CancelFriendshipRequestResult',
  {
    friendship_request_cancelled: FriendshipRequestCancelled,
    ...REFUSALS,
  },
);
export const RemoveFriendshipResult = defineResult<RemoveFriendshipOutcome['kind']>('RemoveFriendshipResult', {
  friendship_removed: FriendshipRemoved,
  ...REFUSALS,
});

/** Shapes an outcome as its type of the union: the other user as a reference. */
export function toEnding(outcome: { readonly kind: string; readonly userId?: string }): object {
  return outcome.userId === undefined ? outcome : { ...outcome, user: { id: outcome.userId } };
}
