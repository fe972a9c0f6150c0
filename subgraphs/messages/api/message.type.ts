import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import { defineConnection } from '../../../kernel/graphql/index.ts';

@ObjectType({ description: 'What one member said in a chat; for its members.' })
@Directive('@key(fields: "id")')
export class Message {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Its place in the chat, from 1, without gaps.' })
  seq!: number;

  @Field(() => String)
  text!: string;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  editedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  deletedAt!: Date | null;
}

export const MessageConnection = defineConnection('Message', () => Message);
