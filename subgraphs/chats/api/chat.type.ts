import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import { defineConnection, defineEnum } from '../../../kernel/graphql/index.ts';
import { JOIN_POLICIES, type JoinPolicy } from '../entities/chat.entity.ts';
import { CHAT_ROLES, type ChatRole } from '../entities/membership.entity.ts';

export const ChatRoleEnum = defineEnum('ChatRole', CHAT_ROLES, {
  type: 'As what a user is in a chat.',
  values: {
    OWNER: 'May do everything in the chat. A chat with members always has one.',
    ADMIN: 'May change the chat, add members, and remove those who are neither owner nor administrator of it.',
    MEMBER: 'Talks.',
  },
});

export const JoinPolicyEnum = defineEnum('JoinPolicy', JOIN_POLICIES, {
  type: 'Who comes into a chat.',
  values: { LINK: 'Whoever has its id, and whom an owner or administrator adds.', INVITE: 'Whom they add.' },
});

@ObjectType({ description: 'A place where its members talk; nobody else sees it.' })
@Directive('@key(fields: "id")')
export class Chat {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'What it is about; may be empty.' })
  description!: string;

  @Field(() => JoinPolicyEnum)
  joinPolicy!: JoinPolicy;

  @Field(() => Int, { description: 'Grows with every change of the chat or its members; not with what is said in it.' })
  version!: number;

  @Field(() => Int)
  memberCount!: number;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When its version last grew.' })
  updatedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it was opened, or last talked in.' })
  lastActivityAt!: Date;
}

@ObjectType({ description: 'That a user is in a chat, and as what.' })
@Directive('@key(fields: "chat { id } user { id }")')
export class Membership {
  @Field(() => ID, { description: 'Stays the same for as long as the user is in the chat.' })
  id!: string;

  @Field(() => ChatRoleEnum)
  role!: ChatRole;

  @Field(() => String, { nullable: true, description: "The member's name in this chat, where it differs." })
  displayName!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When the user came in.' })
  createdAt!: Date;
}

export const ChatConnection = defineConnection('Chat', () => Chat);
export const MembershipConnection = defineConnection('Membership', () => Membership);
