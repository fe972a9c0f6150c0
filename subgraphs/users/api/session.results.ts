import { Field, Int, ObjectType } from 'type-graphql';

import { defineEnum, defineResult } from '../../../kernel/graphql/index.ts';
import type { RefreshResult } from '../services/session.service.ts';
import type { SignInOutcome, SignInRefusal } from '../services/sign-in.service.ts';
import { SessionTokens } from './session-tokens.type.ts';

const SignInRefusalEnum = defineEnum(
  'SignInRefusal',
  ['UNKNOWN_LOGIN', 'WRONG_PASSWORD'],
  'What was wrong with a sign-in, at doors that tell.',
);

const RefreshRefusalEnum = defineEnum('RefreshRefusal', ['INVALID', 'EXPIRED', 'ENDED', 'REUSED'], {
  type: 'Why a refresh token is no longer good. After any of them the user signs in again.',
  values: {
    INVALID: 'It is no refresh token of this door, or its session is long over.',
    EXPIRED: 'It was not used in time, or the session has reached its greatest age.',
    ENDED: 'The session was ended: by a sign-out, a new password, an administrator.',
    REUSED: 'It had been used before, so somebody else may have it; the session is over for all.',
  },
});

@ObjectType()
export class SignedIn extends SessionTokens {}

@ObjectType({ description: 'The login or the password is wrong; which of them is not told.' })
export class BadCredentials {
  @Field(() => String)
  message!: string;

  @Field(() => SignInRefusalEnum, { nullable: true, description: 'Only at old doors whose clients branch on it.' })
  reason?: SignInRefusal | null;
}

@ObjectType({ description: 'From now on the new refresh token is the one to use.' })
export class TokensRefreshed extends SessionTokens {}

@ObjectType()
export class RefreshRefused {
  @Field(() => RefreshRefusalEnum)
  reason!: 'INVALID' | 'EXPIRED' | 'ENDED' | 'REUSED';
}

@ObjectType({ description: 'Their tokens are refused everywhere within a second.' })
export class SessionsEnded {
  @Field(() => Int, { description: 'How many; 0 where the session had ended already.' })
  ended!: number;
}

export const SignInResult = defineResult<SignInOutcome['kind']>('SignInResult', {
  signed_in: SignedIn,
  bad_credentials: BadCredentials,
});

export const RefreshTokensResult = defineResult<RefreshResult['kind']>('RefreshTokensResult', {
  refreshed: TokensRefreshed,
  refused: RefreshRefused,
});

/** Shapes an outcome as its type of the union. */
export function toSignInResult(outcome: SignInOutcome): object {
  return outcome.kind === 'signed_in' ? outcome : { ...outcome, message: 'The login or the password is wrong.' };
}
