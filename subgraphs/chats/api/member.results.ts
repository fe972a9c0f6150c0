import { Field, ID, ObjectType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import { MOST_MEMBERS } from '../entities/chat.entity.ts';
import type { AddMemberOutcome, ChangeMemberRoleOutcome, RemoveMemberOutcome } from '../services/member.service.ts';
import type { JoinChatOutcome, LeaveChatOutcome, SetMyDisplayNameOutcome } from '../services/own-membership.service.ts';
import { Membership } from './chat.type.ts';
import {
  ChatFull,
  ChatNotFound,
  ChatRoleTooLow,
  InvalidMembership,
  LastOwner,
  MemberNotFound,
  UserCannotBeAdded,
} from './refusals.type.ts';
import { User } from './user.type.ts';

@ObjectType()
export class MemberAdded {
  @Field(() => Membership)
  membership!: Membership;

  @Field(() => Boolean, { description: 'Whether the user had been in the chat before; nothing has changed then.' })
  alreadyMember!: boolean;
}

@ObjectType()
export class ChatJoined {
  @Field(() => Membership)
  membership!: Membership;

  @Field(() => Boolean, { description: 'Whether you had been in the chat before; nothing has changed then.' })
  alreadyMember!: boolean;
}

@ObjectType({ description: 'The user is in the chat no longer.' })
export class MemberRemoved {
  @Field(() => ID)
  chatId!: string;

  @Field(() => User)
  user!: User;
}

@ObjectType({ description: 'You are in the chat no longer, and it is as if absent for you.' })
export class ChatLeft {
  @Field(() => ID)
  chatId!: string;
}

@ObjectType()
export class MemberRoleChanged {
  @Field(() => Membership)
  membership!: Membership;
}

@ObjectType()
export class DisplayNameSet {
  @Field(() => Membership)
  membership!: Membership;
}

export const AddMemberResult = defineResult<AddMemberOutcome['kind']>('AddMemberResult', {
  member_added: MemberAdded,
  user_cannot_be_added: UserCannotBeAdded,
  chat_not_found: ChatNotFound,
  role_too_low: ChatRoleTooLow,
  chat_full: ChatFull,
  invalid_membership: InvalidMembership,
});
export const RemoveMemberResult = defineResult<RemoveMemberOutcome['kind']>('RemoveMemberResult', {
  member_removed: MemberRemoved,
  chat_not_found: ChatNotFound,
  role_too_low: ChatRoleTooLow,
  member_not_found: MemberNotFound,
  last_owner: LastOwner,
});
export const ChangeMemberRoleResult = defineResult<ChangeMemberRoleOutcome['kind']>('ChangeMemberRoleResult', {
  member_role_changed: MemberRoleChanged,
  chat_not_found: ChatNotFound,
  role_too_low: ChatRoleTooLow,
  member_not_found: MemberNotFound,
  last_owner: LastOwner,
});
export const JoinChatResult = defineResult<JoinChatOutcome['kind']>('JoinChatResult', {
  chat_joined: ChatJoined,
  chat_not_found: ChatNotFound,
  chat_full: ChatFull,
  invalid_membership: InvalidMembership,
});
export const LeaveChatResult = defineResult<LeaveChatOutcome['kind']>('LeaveChatResult', {
  chat_left: ChatLeft,
  chat_not_found: ChatNotFound,
  last_owner: LastOwner,
});
export const SetMyDisplayNameResult = defineResult<SetMyDisplayNameOutcome['kind']>('SetMyDisplayNameResult', {
  display_name_set: DisplayNameSet,
  chat_not_found: ChatNotFound,
  invalid_membership: InvalidMembership,
});

/** Shapes an outcome as its type of the union. */
export function toMemberResult(outcome: AddMemberOutcome | RemoveMemberOutcome | JoinChatOutcome): object {
  if (outcome.kind === 'chat_full') return { ...outcome, mostMembers: MOST_MEMBERS };
  if (outcome.kind === 'member_removed') return { ...outcome, user: { id: outcome.userId } };
  return outcome;
}
