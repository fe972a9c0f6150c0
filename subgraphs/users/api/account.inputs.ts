import { Field, ID, InputType } from 'type-graphql';

import type { Role } from '../../../kernel/auth/index.ts';
import type { RegistrationInput } from '../services/registration-rules.ts';
import { RoleEnum } from './user.type.ts';

@InputType()
export class RegisterInput implements RegistrationInput {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  password!: string;

  @Field(() => String, { nullable: true })
  username?: string | null;
}

@InputType()
export class SignInInput {
  @Field(() => String, { description: 'E-mail address or user name.' })
  login!: string;

  @Field(() => String)
  password!: string;
}

@InputType()
export class SetPaidAccessInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => Boolean)
  paidAccess!: boolean;
}

@InputType()
export class SetUserRolesInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => [RoleEnum], { description: 'USER is always among them.' })
  roles!: Role[];
}
