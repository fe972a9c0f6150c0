import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';

import { PageArgs, timeCursor, toPageRequest } from '../../../kernel/graphql/index.ts';
import { BlockUserResult, toBlockResult, UnblockUserResult } from './block.results.ts';
import { BlockedUserConnection, toBlockedUserConnection } from './blocked-user-connection.type.ts';
import type { FriendsContext } from './friends.context.ts';
import { User } from './user.type.ts';

@Resolver(() => User)
export class BlockResolver {
  @Mutation(() => BlockUserResult, {
    description:
      'Ends what you are to each other, and hides their requests from you. They are not told. Blocking twice changes nothing.',
  })
  async blockUser(@Arg('userId', () => ID) userId: string, @Ctx() { blocks }: FriendsContext): Promise<object> {
    return toBlockResult(await blocks.block(userId));
  }

  @Mutation(() => UnblockUserResult, {
    description: 'Lifts a block. A request that the user has made meanwhile is shown to you then.',
  })
  async unblockUser(@Arg('userId', () => ID) userId: string, @Ctx() { blocks }: FriendsContext): Promise<object> {
    return toBlockResult(await blocks.unblock(userId));
  }

  @FieldResolver(() => BlockedUserConnection, {
    nullable: true,
    description: 'Whom the user has blocked, newest first. For the user and administrators.',
  })
  async blockedUsers(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { blocks }: FriendsContext,
  ): Promise<BlockedUserConnection> {
    return toBlockedUserConnection(await blocks.blocksOf(id, toPageRequest(page, timeCursor)));
  }
}
