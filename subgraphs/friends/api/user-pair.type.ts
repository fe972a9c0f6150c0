import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** How two users stand with each other: what other subgraphs ask before they let one reach the other. */
@ObjectType('UserPair', { description: 'How two users stand with each other. For subgraphs only.' })
@Directive('@key(fields: "firstId secondId")')
@Directive('@inaccessible')
export class UserPair {
  @Field(() => ID)
  firstId!: string;

  @Field(() => ID)
  secondId!: string;

  @Field(() => Boolean)
  areFriends!: boolean;

  @Field(() => Boolean, { description: 'Either has blocked the other.' })
  isBlocked!: boolean;
}
