import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import type { ChangeMemberRoleOutcome } from '../services/member.service.ts';
import type { LeaveChatOutcome, SetMyDisplayNameOutcome } from '../services/own-membership.service.ts';
import {
  AddMemberInput,
  ChangeMemberRoleInput,
  JoinChatInput,
  RemoveMemberInput,
  SetMyDisplayNameInput,
} from './chat.inputs.ts';
import type { ChatsContext } from './chats.context.ts';
import {
  AddMemberResult,
  ChangeMemberRoleResult,
  JoinChatResult,
  LeaveChatResult,
  RemoveMemberResult,
  SetMyDisplayNameResult,
  toMemberResult,
} from './member.results.ts';

@Resolver()
export class MemberResolver {
  @Mutation(() => AddMemberResult, {
    description: 'For owners and administrators of the chat. Adding a member again changes nothing.',
  })
  async addMember(
    @Arg('input', () => AddMemberInput) { displayName, ...target }: AddMemberInput,
    @Ctx() { members }: ChatsContext,
  ): Promise<object> {
    return toMemberResult(await members.add(target, displayName ?? null));
  }

  @Mutation(() => RemoveMemberResult, {
    description:
      'For owners of the chat; its administrators remove those who are neither. Whoever names themselves leaves.',
  })
  async removeMember(
    @Arg('input', () => RemoveMemberInput) target: RemoveMemberInput,
    @Ctx() { members }: ChatsContext,
  ): Promise<object> {
    return toMemberResult(await members.remove(target));
  }

  @Mutation(() => ChangeMemberRoleResult, { description: 'For owners of the chat, who may make others owners, too.' })
  changeMemberRole(
    @Arg('input', () => ChangeMemberRoleInput) { role, ...target }: ChangeMemberRoleInput,
    @Ctx() { members }: ChatsContext,
  ): Promise<ChangeMemberRoleOutcome> {
    return members.changeRole(target, role);
  }

  @Mutation(() => JoinChatResult, {
    description: 'Into a chat whose join policy is `LINK`. Joining again changes nothing.',
  })
  async joinChat(
    @Arg('input', () => JoinChatInput) { chatId, displayName }: JoinChatInput,
    @Ctx() { ownMembership }: ChatsContext,
  ): Promise<object> {
    return toMemberResult(await ownMembership.join(chatId, displayName ?? null));
  }

  @Mutation(() => LeaveChatResult, { description: 'The only owner leaves last.' })
  leaveChat(
    @Arg('chatId', () => ID) chatId: string,
    @Ctx() { ownMembership }: ChatsContext,
  ): Promise<LeaveChatOutcome> {
    return ownMembership.leave(chatId);
  }

  @Mutation(() => SetMyDisplayNameResult, { description: 'How you are called in this chat.' })
  setMyDisplayName(
    @Arg('input', () => SetMyDisplayNameInput) { chatId, displayName }: SetMyDisplayNameInput,
    @Ctx() { ownMembership }: ChatsContext,
  ): Promise<SetMyDisplayNameOutcome> {
    return ownMembership.setDisplayName(chatId, displayName ?? null);
  }
}
