import { Field, ID, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { DeleteMyAccountOutcome } from '../services/account-deletion.service.ts';
import type { UpdateProfileOutcome } from '../services/profile.service.ts';
import type { RegisterOutcome } from '../services/registration.service.ts';
import { LastAdministrator, withLastAdministrator } from './last-administrator.type.ts';
import { SessionTokens } from './session-tokens.type.ts';
import { BadCredentials } from './session.results.ts';
import { User } from './user.type.ts';

@ObjectType({ description: 'The account is open and signed in.' })
export class Registered extends SessionTokens {}

@ObjectType({ description: 'The account is open; nobody is signed in. So it is at some of the old doors.' })
export class AccountCreated {
  @Field(() => User)
  user!: User;
}

@ObjectType({ description: 'Another account has this e-mail address or user name.' })
export class LoginTaken {
  @Field(() => String, { description: '`email` or `username`.' })
  field!: string;
}

@ObjectType()
export class InvalidRegistration {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType()
export class ProfileUpdated {
  @Field(() => User)
  user!: User;
}

@ObjectType()
export class InvalidProfile {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType({ description: 'The account is gone for good; its e-mail address and user name are free.' })
export class AccountDeleted {
  @Field(() => ID)
  userId!: string;
}

export const RegisterResult = defineResult<RegisterOutcome['kind']>('RegisterResult', {
  registered: Registered,
  account_created: AccountCreated,
  login_taken: LoginTaken,
  invalid_input: InvalidRegistration,
});

export const UpdateProfileResult = defineResult<UpdateProfileOutcome['kind']>('UpdateProfileResult', {
  profile_updated: ProfileUpdated,
  login_taken: LoginTaken,
  invalid_profile: InvalidProfile,
});

export const DeleteMyAccountResult = defineResult<DeleteMyAccountOutcome['kind']>('DeleteMyAccountResult', {
  account_deleted: AccountDeleted,
  bad_credentials: BadCredentials,
  last_administrator: LastAdministrator,
});

/** Shapes an outcome as its type of the union. */
export function toRegisterResult(outcome: RegisterOutcome): object {
  return outcome.kind === 'registered' ? { ...outcome, ...outcome.session } : outcome;
}

/** Shapes an outcome as its type of the union. */
export function toDeleteMyAccountResult(outcome: DeleteMyAccountOutcome): object {
  if (outcome.kind === 'bad_credentials') return { ...outcome, message: 'The password is wrong.' };
  return withLastAdministrator(outcome);
}
