import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { FriendshipAction } from '../entities/friendship-transitions.ts';
import type { Friendship as StoredFriendship } from '../entities/friendship.entity.ts';
import type { FriendsContext } from './friends.context.ts';
import { UpdateFriendshipTagInput } from './friendship.inputs.ts';
import {
  AcceptFriendshipResult,
  CancelFriendshipRequestResult,
  DeclineFriendshipResult,
  RemoveFriendshipResult,
  toEnding,
  UpdateFriendshipTagResult,
} from './friendship.results.ts';
import { Friendship, FriendshipActionEnum } from './friendship.type.ts';
import { User } from './user.type.ts';

@Resolver(() => Friendship)
export class FriendshipResolver {
  @Query(() => Friendship, {
    nullable: true,
    description: 'By id. For the two and administrators; null for everybody else.',
  })
  async friendship(
    @Arg('id', () => ID) id: string,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<StoredFriendship | null> {
    return await friendships.byId(id);
  }

  @Mutation(() => AcceptFriendshipResult, {
    description: 'Makes friends of two. For the addressee of a request; accepting twice changes nothing.',
  })
  async acceptFriendship(
    @Arg('friendshipId', () => ID) id: string,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<object> {
    return await friendships.accept(id);
  }

  @Mutation(() => DeclineFriendshipResult, { description: 'Says no to a request that waits. For its addressee.' })
  async declineFriendship(
    @Arg('friendshipId', () => ID) id: string,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<object> {
    return toEnding(await friendships.decline(id));
  }

  @Mutation(() => CancelFriendshipRequestResult, { description: 'Takes back a request that waits. For its requester.' })
  async cancelFriendshipRequest(
    @Arg('friendshipId', () => ID) id: string,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<object> {
    return toEnding(await friendships.cancel(id));
  }

  @Mutation(() => RemoveFriendshipResult, { description: 'Ends a friendship. For either of the two.' })
  async removeFriendship(
    @Arg('friendshipId', () => ID) id: string,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<object> {
    return toEnding(await friendships.remove(id));
  }

  @Mutation(() => UpdateFriendshipTagResult, {
    description: 'Changes the word about a request or friendship. For its requester.',
  })
  async updateFriendshipTag(
    @Arg('input', () => UpdateFriendshipTagInput) { friendshipId, tag }: UpdateFriendshipTagInput,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<object> {
    return await friendships.updateTag(friendshipId, tag);
  }

  @FieldResolver(() => [FriendshipActionEnum], { description: 'What you may do to it now.' })
  allowedActions(
    @Root() friendship: StoredFriendship,
    @Ctx() { friendships }: FriendsContext,
  ): readonly FriendshipAction[] {
    return friendships.allowedActions(friendship);
  }

  @FieldResolver(() => User)
  requester(@Root() { requesterId }: StoredFriendship): User {
    return { id: requesterId };
  }

  @FieldResolver(() => User)
  addressee(@Root() { addresseeId }: StoredFriendship): User {
    return { id: addresseeId };
  }
}
