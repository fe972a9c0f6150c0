import { Field, InputType } from 'type-graphql';

import { NEW_PASSWORD } from './new-password.ts';

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string;

  @Field(() => String, { description: `Another one than before. ${NEW_PASSWORD}` })
  newPassword!: string;
}

@InputType()
export class SetPasswordInput {
  @Field(() => String, { description: 'Of a password link, as an administrator or the operator gave it.' })
  token!: string;

  @Field(() => String, { description: NEW_PASSWORD })
  newPassword!: string;
}
