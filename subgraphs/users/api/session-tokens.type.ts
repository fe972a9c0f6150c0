import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import type { OpenedSession } from '../services/session-opener.ts';
import { User } from './user.type.ts';

/** What every answer has that leaves its client signed in. */
@ObjectType()
export abstract class SessionTokens implements OpenedSession {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer <token>`.' })
  accessToken!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the access token is refused; refresh before.' })
  expiresAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Good once, for a new access token and the next refresh token; null at doors without refreshing.',
  })
  refreshToken!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Unless it is refreshed, the session is over then.' })
  refreshExpiresAt!: Date | null;

  @Field(() => ID)
  sessionId!: string;

  @Field(() => User)
  user!: User;
}
