import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';

import type { PersonalChanges } from '../entities/user.entity.ts';
import type { RegistrationInput } from '../services/registration-rules.ts';
import { NEW_PASSWORD } from './new-password.ts';

const EMAIL = 'At most 320 characters. Two addresses that differ in case only are the same.';
const USERNAME =
  '3 to 40 letters, digits, dots, dashes or underscores, the first a letter or a digit. One that differs from another in case only is taken.';
const NAME = 'The name that is shown, 1 to 255 characters.';
const NAME_PART = '1 to 100 characters.';
const BIRTHDAY = 'From 1900-01-01 to today (in UTC).';

@InputType()
abstract class PersonalInput implements PersonalChanges {
  @Field(() => String, { nullable: true, description: EMAIL })
  email?: string | null;

  @Field(() => String, { nullable: true, description: USERNAME })
  username?: string | null;

  @Field(() => String, { nullable: true, description: NAME })
  name?: string | null;

  @Field(() => String, { nullable: true, description: NAME_PART })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: NAME_PART })
  lastName?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: BIRTHDAY })
  birthday?: string | null;
}

@InputType({ description: 'A password, and an e-mail address or a user name or both.' })
export class RegisterInput extends PersonalInput implements RegistrationInput {
  @Field(() => String, { nullable: true, description: `Never left out. ${NEW_PASSWORD}` })
  password?: string | null;
}

@InputType({
  description: 'What is not given stays as it is; null removes it. An account keeps an e-mail address or a user name.',
})
export class UpdateProfileInput extends PersonalInput {}

@InputType()
export class DeleteMyAccountInput {
  @Field(() => String, { description: 'The present one once more, as it cannot be undone.' })
  password!: string;
}
