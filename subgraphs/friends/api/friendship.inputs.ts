import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class RequestFriendshipInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A word about it, at most 200 characters; empty unless told. It is kept with a new request only.',
  })
  tag?: string | null;
}

@InputType()
export class CreateFriendshipInput {
  @Field(() => ID)
  requesterId!: string;

  @Field(() => ID)
  addresseeId!: string;

  @Field(() => String, { description: 'A word about it, at most 10,000 characters; may be empty.' })
  tag!: string;
}

@InputType()
export class UpdateFriendshipTagInput {
  @Field(() => ID)
  friendshipId!: string;

  @Field(() => String, { description: 'A word about it, at most 200 characters; may be empty.' })
  tag!: string;
}
