import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';

import {
  LiveField,
  PageArgs,
  timeCursor,
  toConnection,
  toPageRequest,
  type Connection,
} from '../../../kernel/graphql/index.ts';
import type { Chat as StoredChat } from '../entities/chat.entity.ts';
import type { Membership as StoredMembership } from '../entities/membership.entity.ts';
import type { CreateChatOutcome, UpdateChatOutcome } from '../services/chat.service.ts';
import { asksOnlyForId } from './asks-only-for-id.ts';
import { activityCursor } from './chat.cursor.ts';
import { ChatUpdatedArgs, CreateChatInput, UpdateChatInput } from './chat.inputs.ts';
import { CreateChatResult, UpdateChatResult } from './chat.results.ts';
import { Chat, ChatConnection, Membership, MembershipConnection } from './chat.type.ts';
import type { ChatsContext } from './chats.context.ts';
import { User } from './user.type.ts';

@Resolver(() => Chat)
export class ChatResolver {
  @Query(() => Chat, { nullable: true, description: 'A chat that the viewer is in.' })
  chat(@Arg('id', () => ID) id: string, @Ctx() { chats }: ChatsContext): Promise<StoredChat | null> {
    return chats.byId(id);
  }

  @LiveField(() => Chat, 'The chat as it is now, and after each change of it or its members.')
  chatUpdated(@Args(() => ChatUpdatedArgs) _args: ChatUpdatedArgs): void {}

  @Mutation(() => CreateChatResult, { description: 'Opens a chat that the signed-in user owns.' })
  createChat(
    @Arg('input', () => CreateChatInput) input: CreateChatInput,
    @Ctx() { chats }: ChatsContext,
  ): Promise<CreateChatOutcome> {
    return chats.create(input);
  }

  @Mutation(() => UpdateChatResult, { description: 'For owners and administrators of the chat.' })
  updateChat(
    @Arg('input', () => UpdateChatInput) input: UpdateChatInput,
    @Ctx() { chats }: ChatsContext,
  ): Promise<UpdateChatOutcome> {
    return chats.update(input);
  }

  @FieldResolver(() => MembershipConnection, { description: 'In the order in which they came.' })
  async members(
    @Root() { id }: StoredChat,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { ownMembership }: ChatsContext,
  ): Promise<Connection<StoredMembership>> {
    return toConnection(await ownMembership.membersOf(id, toPageRequest(page, timeCursor)), timeCursor);
  }

  @FieldResolver(() => Membership, { nullable: true, description: 'As what you are in the chat.' })
  myMembership(@Root() { id }: StoredChat, @Ctx() { ownMembership }: ChatsContext): Promise<StoredMembership | null> {
    return ownMembership.mine(id);
  }
}

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Chat)
  async chat(
    @Root() { chatId }: StoredMembership,
    @Ctx() { chats }: ChatsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Pick<StoredChat, 'id'> | null> {
    return asksOnlyForId(info) ? { id: chatId } : await chats.byReference(chatId);
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
    description: 'The chats that the user is in; the one that was talked in last comes first. For the user only.',
  })
  async chats(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { chats }: ChatsContext,
  ): Promise<Connection<StoredChat>> {
    return toConnection(await chats.ofUser(id, toPageRequest(page, activityCursor)), activityCursor);
  }
}
