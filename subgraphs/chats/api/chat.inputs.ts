import { Field, InputType } from 'type-graphql';

@InputType()
export class CreateChatInput {
  @Field(() => String, { description: '1 to 255 characters.' })
  name!: string;
}
