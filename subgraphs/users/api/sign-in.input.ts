import { Field, InputType } from 'type-graphql';

@InputType()
export class SignInInput {
  @Field(() => String, { description: 'E-mail address, whatever its case, or user name.' })
  login!: string;

  @Field(() => String)
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the client calls itself, for the list of sessions; what goes beyond 200 characters is cut off.',
  })
  device?: string | null;
}
