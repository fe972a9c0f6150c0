import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import {
  OffsetArgs,
  PageArgs,
  timeCursor,
  toConnection,
  toOffsetRequest,
  toPageRequest,
  type Connection,
} from '../../../kernel/graphql/index.ts';
import type { OffsetPage } from '../../../kernel/pagination/index.ts';
import type { Friendship as StoredFriendship } from '../entities/friendship.entity.ts';
import { FriendConnection, toFriendConnection } from './friend-connection.type.ts';
import type { FriendsContext } from './friends.context.ts';
import { FriendshipConnection, FriendshipPage } from './friendship.type.ts';
import { User } from './user.type.ts';

const OF_OWNER = 'For the user and administrators.';

@Resolver(() => User)
export class UserFriendsResolver {
  @FieldResolver(() => FriendConnection, { nullable: true, description: `Newest first. ${OF_OWNER}` })
  async friends(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { lists }: FriendsContext,
  ): Promise<FriendConnection> {
    return toFriendConnection(id, await lists.friendsOf(id, toPageRequest(page, timeCursor)));
  }

  @FieldResolver(() => Int, { nullable: true, description: `How many friends the user has. ${OF_OWNER}` })
  async friendCount(@Root() { id }: User, @Ctx() { lists }: FriendsContext): Promise<number> {
    return await lists.countFriendsOf(id);
  }

  @FieldResolver(() => FriendshipConnection, {
    nullable: true,
    description: `Requests that wait for the user's answer, newest first. ${OF_OWNER}`,
  })
  async friendRequests(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { lists }: FriendsContext,
  ): Promise<Connection<StoredFriendship>> {
    return toConnection(await lists.requestsTo(id, toPageRequest(page, timeCursor)), timeCursor);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `How many requests wait for the user's answer. ${OF_OWNER}`,
  })
  async friendRequestCount(@Root() { id }: User, @Ctx() { lists }: FriendsContext): Promise<number> {
    return await lists.countRequestsTo(id);
  }

  @FieldResolver(() => FriendshipConnection, {
    nullable: true,
    description: `Requests of the user that wait for an answer, newest first. ${OF_OWNER}`,
  })
  async sentFriendRequests(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { lists }: FriendsContext,
  ): Promise<Connection<StoredFriendship>> {
    return toConnection(await lists.requestsOf(id, toPageRequest(page, timeCursor)), timeCursor);
  }

  @FieldResolver(() => FriendshipPage, {
    nullable: true,
    description: `Friendships and requests, whoever asked, newest first. ${OF_OWNER}`,
  })
  async friendships(
    @Root() { id }: User,
    @Args(() => OffsetArgs) place: OffsetArgs,
    @Ctx() { lists }: FriendsContext,
  ): Promise<OffsetPage<StoredFriendship>> {
    return await lists.allOf(id, toOffsetRequest(place));
  }
}
