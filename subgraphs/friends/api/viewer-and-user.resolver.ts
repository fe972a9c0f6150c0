import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import { PageArgs, timeCursor, toPageRequest } from '../../../kernel/graphql/index.ts';
import type { Friendship as StoredFriendship } from '../entities/friendship.entity.ts';
import { FriendConnection, toFriendConnection } from './friend-connection.type.ts';
import type { FriendsContext } from './friends.context.ts';
import { Friendship } from './friendship.type.ts';
import { User } from './user.type.ts';

/** What a user and whoever is looking have in common. */
@Resolver(() => User)
export class ViewerAndUserResolver {
  @FieldResolver(() => FriendConnection, {
    nullable: true,
    description: 'Friends of the user who are yours too, by your friendships with them, newest first.',
  })
  async mutualFriends(
    @Root() { id }: User,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { lists }: FriendsContext,
  ): Promise<FriendConnection> {
    const { viewerId, page } = await lists.mutualOf(id, toPageRequest(args, timeCursor));
    return toFriendConnection(viewerId, page);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many friends of the user are yours too.' })
  async mutualFriendCount(@Root() { id }: User, @Ctx() { lists }: FriendsContext): Promise<number> {
    return await lists.countMutualOf(id);
  }

  @FieldResolver(() => Friendship, {
    nullable: true,
    description: 'What is between you and the user; null where nothing is.',
  })
  async friendshipWithViewer(@Root() { id }: User, @Ctx() { lists }: FriendsContext): Promise<StoredFriendship | null> {
    return await lists.withViewer(id);
  }
}
