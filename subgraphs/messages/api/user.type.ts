import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A user, of whom this subgraph knows only the id. */
@ObjectType('User')
@Directive('@key(fields: "id")')
export class User {
  @Field(() => ID)
  id!: string;
}
