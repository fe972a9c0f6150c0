import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import { defineConnection } from '../../../kernel/graphql/index.ts';
import { defineFeed } from './feed.ts';

@ObjectType({ description: 'What one member said in a chat; for its members.' })
@Directive('@key(fields: "id")')
export class Message {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Its place in the chat, from 1, without gaps.' })
  seq!: number;

  @Field(() => String, { description: 'Empty where it was deleted.' })
  text!: string;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  editedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'A deleted message keeps its place, but no text.' })
  deletedAt!: Date | null;

  @Field(() => Int, {
    description: "The chat's revision at which it was last edited or deleted; 0 where it never was.",
  })
  revision!: number;
}

@ObjectType({ description: 'What a message said before one of its edits.' })
export class MessageEdit {
  @Field(() => String)
  text!: string;

  @Field(() => GraphQLISODateTime)
  replacedAt!: Date;
}

export const MessageEditConnection = defineConnection('MessageEdit', () => MessageEdit);
export const MessageFeed = defineFeed('Message', () => Message);
