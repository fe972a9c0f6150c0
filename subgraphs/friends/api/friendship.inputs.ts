import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class RequestFriendshipInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => String, { nullable: true, description: 'A word about it, at most 200 characters.' })
  tag?: string | null;
}
