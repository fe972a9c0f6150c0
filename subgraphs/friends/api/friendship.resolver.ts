import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';

import { PageArgs, timeCursor, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { Friendship as StoredFriendship } from '../entities/friendship.entity.ts';
import { FriendConnection, toFriendConnection } from './friend-connection.type.ts';
import type { FriendsContext } from './friends.context.ts';
import { RequestFriendshipInput } from './friendship.inputs.ts';
import { RequestFriendshipResult, toRequestFriendshipResult } from './friendship.results.ts';
import { Friendship, FriendshipConnection } from './friendship.type.ts';
import { User } from './user.type.ts';

@Resolver(() => Friendship)
export class FriendshipResolver {
  @Mutation(() => RequestFriendshipResult, {
    description: 'Asks a user for friendship, or accepts theirs where they asked first.',
  })
  async requestFriendship(
    @Arg('input', () => RequestFriendshipInput) { userId, tag }: RequestFriendshipInput,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<object> {
    return toRequestFriendshipResult(await friendships.request(userId, tag ?? ''));
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

@Resolver(() => User)
export class UserFriendsResolver {
  @FieldResolver(() => FriendConnection, {
    nullable: true,
    description: 'Newest first. For the user and administrators.',
  })
  async friends(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<FriendConnection> {
    return toFriendConnection(id, await friendships.friendsOf(id, toPageRequest(page, timeCursor)));
  }

  @FieldResolver(() => FriendshipConnection, {
    nullable: true,
    description: "Requests that wait for the user's answer, newest first. For the user and administrators.",
  })
  async friendRequests(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { friendships }: FriendsContext,
  ): Promise<Connection<StoredFriendship>> {
    return toConnection(await friendships.requestsTo(id, toPageRequest(page, timeCursor)), timeCursor);
  }
}
