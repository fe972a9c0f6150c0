import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { FriendsContext } from './friends.context.ts';
import { CreateFriendshipInput, RequestFriendshipInput } from './friendship.inputs.ts';
import { CreateFriendshipResult, RequestFriendshipResult, toBeginning } from './request.results.ts';

@Resolver()
export class RequestResolver {
  @Mutation(() => RequestFriendshipResult, {
    description: 'Asks a user for friendship, or accepts theirs where they asked first. Asking twice changes nothing.',
  })
  async requestFriendship(
    @Arg('input', () => RequestFriendshipInput) { userId, tag }: RequestFriendshipInput,
    @Ctx() { requests }: FriendsContext,
  ): Promise<object> {
    return toBeginning(await requests.request(userId, tag ?? ''));
  }

  @Mutation(() => CreateFriendshipResult, {
    description: 'Makes two users friends who have agreed elsewhere. For services and administrators.',
  })
  async createFriendship(
    @Arg('input', () => CreateFriendshipInput) input: CreateFriendshipInput,
    @Ctx() { requests }: FriendsContext,
  ): Promise<object> {
    return toBeginning(await requests.create(input));
  }
}
