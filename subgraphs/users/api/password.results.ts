import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { ChangePasswordOutcome, SetPasswordOutcome } from '../services/password.service.ts';

@ObjectType({
  description: 'The new password is in force; sessions of the old one have ended, but for the current one.',
})
export class PasswordChanged {
  @Field(() => String)
  message!: string;
}

@ObjectType({ description: 'The current password is another one.' })
export class WrongPassword {
  @Field(() => String)
  field!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType()
export class InvalidPassword {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType({ description: 'The link is unknown, over, or was used.' })
export class PasswordLinkInvalid {
  @Field(() => String)
  message!: string;
}

@ObjectType('PasswordLink', { description: 'Whoever has the token may set the password, once.' })
export class PasswordLinkType {
  @Field(() => String)
  token!: string;

  @Field(() => GraphQLISODateTime)
  expiresAt!: Date;
}

export const ChangePasswordResult = defineResult<ChangePasswordOutcome['kind']>('ChangePasswordResult', {
  password_changed: PasswordChanged,
  wrong_password: WrongPassword,
  invalid_password: InvalidPassword,
});

export const SetPasswordResult = defineResult<SetPasswordOutcome['kind']>('SetPasswordResult', {
  password_changed: PasswordChanged,
  link_invalid: PasswordLinkInvalid,
  invalid_password: InvalidPassword,
});

type Outcome = ChangePasswordOutcome | SetPasswordOutcome;

const MESSAGES: Readonly<Record<Outcome['kind'], string>> = {
  password_changed: 'The password is changed.',
  wrong_password: 'The current password is wrong.',
  invalid_password: '',
  link_invalid: 'This link is unknown, over, or was used.',
};

/** Shapes an outcome as its type of the union. */
export function toPasswordResult(outcome: Outcome): object {
  return { ...outcome, field: 'currentPassword', message: MESSAGES[outcome.kind] };
}
