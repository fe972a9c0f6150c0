import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { PageArgs, timeCursor, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { Chat as StoredChat } from '../entities/chat.entity.ts';
import type { Membership as StoredMembership } from '../entities/membership.entity.ts';
import type { CreateChatOutcome } from '../services/chat.service.ts';
import { CreateChatInput } from './chat.inputs.ts';
import { CreateChatResult } from './chat.results.ts';
import { Chat, ChatConnection, Membership, MembershipConnection } from './chat.type.ts';
import type { ChatsContext } from './chats.context.ts';
import { User } from './user.type.ts';

@Resolver(() => Chat)
export class ChatResolver {
  @Query(() => Chat, { nullable: true, description: 'A chat that the viewer is in.' })
  chat(@Arg('id', () => ID) id: string, @Ctx() { chats }: ChatsContext): Promise<StoredChat | null> {
    return chats.byId(id);
  }

  @Mutation(() => CreateChatResult, { description: 'Opens a chat that the signed-in user owns.' })
  createChat(
    @Arg('input', () => CreateChatInput) { name }: CreateChatInput,
    @Ctx() { chats }: ChatsContext,
  ): Promise<CreateChatOutcome> {
    return chats.create(name);
  }

  @FieldResolver(() => MembershipConnection, { description: 'In the order in which they came.' })
  async members(
    @Root() { id }: StoredChat,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { chats }: ChatsContext,
  ): Promise<Connection<StoredMembership>> {
    return toConnection(await chats.membersOf(id, toPageRequest(page, timeCursor)), timeCursor);
  }
}

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Chat)
  chat(@Root() { chatId }: StoredMembership, @Ctx() { chats }: ChatsContext): Promise<StoredChat | null> {
    return chats.byReference(chatId);
  }

  @FieldResolver(() => User)
  user(@Root() { userId }: StoredMembership): User {
    return { id: userId };
  }
}

@Resolver(() => User)
export class UserChatsResolver {
  @FieldResolver(() => ChatConnection, {
    nullable: true,
    description: 'The chats that the user is in, newest first. For the user only.',
  })
  async chats(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { chats }: ChatsContext,
  ): Promise<Connection<StoredChat>> {
    return toConnection(await chats.ofUser(id, toPageRequest(page, timeCursor)), timeCursor);
  }
}
