import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';

import { PageArgs, timeCursor, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { Profile } from '../services/profile.ts';
import type { RefreshResult } from '../services/session.service.ts';
import type { Session } from '../entities/session.entity.ts';
import { RefreshTokensResult, SessionsEnded, SignInResult, toSignInResult } from './session.results.ts';
import { SessionConnection, SessionType } from './session.type.ts';
import { SignInInput } from './sign-in.input.ts';
import { User } from './user.type.ts';
import type { UsersContext } from './users.context.ts';

@Resolver(() => User)
export class SessionResolver {
  @Mutation(() => SignInResult, { description: 'Exchanges a login and password for a session and its tokens.' })
  async signIn(@Arg('input', () => SignInInput) input: SignInInput, @Ctx() { signIns }: UsersContext): Promise<object> {
    return toSignInResult(await signIns.signIn(input));
  }

  @Mutation(() => RefreshTokensResult, {
    description:
      'Exchanges a refresh token for new tokens. Each is good once; for a few seconds the last one gives the same answer again, for clients that lost it. Send it without an `Authorization` header: an expired access token would be refused first.',
  })
  refreshTokens(
    @Arg('refreshToken', () => String, { description: 'The newest one of the session.' }) refreshToken: string,
    @Ctx() { sessions }: UsersContext,
  ): Promise<RefreshResult> {
    return sessions.refresh(refreshToken);
  }

  @Mutation(() => SessionsEnded, { description: 'Ends the session that this request belongs to, with all its tokens.' })
  async signOut(@Ctx() { sessions }: UsersContext): Promise<SessionsEnded> {
    return { ended: await sessions.signOut() };
  }

  @Mutation(() => SessionsEnded, { description: "Ends the viewer's sessions on all devices." })
  async signOutEverywhere(
    @Arg('includeCurrent', () => Boolean, {
      defaultValue: true,
      description: 'False keeps the session of this request.',
    })
    includeCurrent: boolean,
    @Ctx() { sessions }: UsersContext,
  ): Promise<SessionsEnded> {
    return { ended: await sessions.signOutEverywhere(includeCurrent) };
  }

  @Mutation(() => SessionsEnded, {
    description: "Ends one of the viewer's sessions; administrators end anybody's. NOT_FOUND for those of others.",
  })
  async endSession(@Arg('id', () => ID) id: string, @Ctx() { sessions }: UsersContext): Promise<SessionsEnded> {
    return { ended: await sessions.end(id) };
  }

  @FieldResolver(() => SessionConnection, { nullable: true, description: 'What is signed in, oldest first. Private.' })
  async sessions(
    @Root() { id }: Profile,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { sessions }: UsersContext,
  ): Promise<Connection<Session> | null> {
    const live = await sessions.liveOf(id, toPageRequest(page, timeCursor));
    return live && toConnection(live, timeCursor);
  }
}

@Resolver(() => SessionType)
export class SessionFieldResolver {
  @FieldResolver(() => Boolean, { description: 'Whether this request came with it.' })
  isCurrent(@Root() session: Session, @Ctx() { sessions }: UsersContext): boolean {
    return sessions.isCurrent(session);
  }
}
