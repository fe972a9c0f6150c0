import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A chat, of which this subgraph knows only the id. */
@ObjectType('Chat')
@Directive('@key(fields: "id")')
export class Chat {
  @Field(() => ID)
  id!: string;
}
