import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How many more messages a user may have processed today without paid access.' })
export class Allowance {
  @Field(() => Int)
  left!: number;

  @Field(() => GraphQLISODateTime, { description: 'When it is full again.' })
  refreshAt!: Date;
}

@ObjectType('User')
@Directive('@key(fields: "id")')
export class User {
  @Field(() => ID)
  id!: string;
}
