import { createUnionType, Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { RegisterOutcome, SignInOutcome } from '../services/account.service.ts';
import type { AccessToken } from '../services/token-issuer.ts';
import { User } from './user.type.ts';

@ObjectType({ description: 'The account is open and signed in.' })
export class Registered {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer <token>`.' })
  accessToken!: string;

  @Field(() => GraphQLISODateTime)
  expiresAt!: Date;

  @Field(() => User)
  user!: User;
}

@ObjectType({ description: 'Another account has this e-mail address or user name.' })
export class LoginTaken {
  @Field(() => String)
  field!: string;
}

@ObjectType()
export class InvalidRegistration {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType()
export class SignedIn {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer <token>`.' })
  accessToken!: string;

  @Field(() => GraphQLISODateTime)
  expiresAt!: Date;

  @Field(() => User)
  user!: User;
}

@ObjectType({ description: 'The login or the password is wrong; which of them is not told.' })
export class BadCredentials {
  @Field(() => String)
  message!: string;
}

const REGISTER_TYPES = { registered: Registered, login_taken: LoginTaken, invalid_input: InvalidRegistration } as const;
const SIGN_IN_TYPES = { signed_in: SignedIn, bad_credentials: BadCredentials } as const;

export const RegisterResult = createUnionType({
  name: 'RegisterResult',
  types: () => [Registered, LoginTaken, InvalidRegistration] as const,
  resolveType: (outcome) => REGISTER_TYPES[(outcome as unknown as RegisterOutcome).kind],
});

export const SignInResult = createUnionType({
  name: 'SignInResult',
  types: () => [SignedIn, BadCredentials] as const,
  resolveType: (outcome) => SIGN_IN_TYPES[(outcome as unknown as SignInOutcome).kind],
});

/** Shapes an outcome as its type of the union. */
export function toRegisterResult(outcome: RegisterOutcome): object {
  return outcome.kind === 'registered' ? withToken(outcome) : outcome;
}

/** Shapes an outcome as its type of the union. */
export function toSignInResult(outcome: SignInOutcome): object {
  return outcome.kind === 'signed_in'
    ? withToken(outcome)
    : { ...outcome, message: 'The login or the password is wrong.' };
}

function withToken({ accessToken: { token, expiresAt }, ...rest }: { readonly accessToken: AccessToken }): object {
  return { ...rest, accessToken: token, expiresAt };
}
