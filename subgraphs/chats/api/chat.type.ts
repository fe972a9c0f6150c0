import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import { defineConnection, defineEnum } from '../../../kernel/graphql/index.ts';
import { CHAT_ROLES, type ChatRole } from '../entities/membership.entity.ts';

const ChatRoleEnum = defineEnum('ChatRole', CHAT_ROLES, 'As what a user is in a chat.');

@ObjectType({ description: 'A place where its members talk; nobody else sees it.' })
@Directive('@key(fields: "id")')
export class Chat {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;
}

@ObjectType({ description: 'That a user is in a chat, and as what.' })
@Directive('@key(fields: "chat { id } user { id }")')
export class Membership {
  @Field(() => ID)
  id!: string;

  @Field(() => ChatRoleEnum)
  role!: ChatRole;

  @Field(() => String, { nullable: true, description: "The member's name in this chat, where it differs." })
  displayName!: string | null;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;
}

export const ChatConnection = defineConnection('Chat', () => Chat);
export const MembershipConnection = defineConnection('Membership', () => Membership);
