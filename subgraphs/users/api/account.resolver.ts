import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';

import type { Profile } from '../services/profile.ts';
import { RegisterInput, SetPaidAccessInput, SetUserRolesInput, SignInInput } from './account.inputs.ts';
import { RegisterResult, SignInResult, toRegisterResult, toSignInResult } from './account.results.ts';
import { User } from './user.type.ts';
import type { UsersContext } from './users.context.ts';

@Resolver(() => User)
export class AccountResolver {
  @Query(() => User, { nullable: true, description: 'The signed-in user.' })
  me(@Ctx() { accounts }: UsersContext): Promise<Profile> {
    return accounts.me();
  }

  @Query(() => User, { nullable: true, description: 'A user by id, for anybody who is signed in.' })
  user(@Arg('id', () => ID) id: string, @Ctx() { accounts }: UsersContext): Promise<Profile | null> {
    return accounts.byId(id);
  }

  @Mutation(() => RegisterResult, { description: 'Opens an account.' })
  async register(
    @Arg('input', () => RegisterInput) input: RegisterInput,
    @Ctx() { accounts }: UsersContext,
  ): Promise<object> {
    return toRegisterResult(await accounts.register(input));
  }

  @Mutation(() => SignInResult, { description: 'Exchanges a login and password for an access token.' })
  async signIn(
    @Arg('input', () => SignInInput) { login, password }: SignInInput,
    @Ctx() { accounts }: UsersContext,
  ): Promise<object> {
    return toSignInResult(await accounts.signIn(login, password));
  }

  @Mutation(() => User, {
    description: 'Grants or withdraws paid access; the next message acts on it. For administrators.',
  })
  setPaidAccess(
    @Arg('input', () => SetPaidAccessInput) { userId, paidAccess }: SetPaidAccessInput,
    @Ctx() { accounts }: UsersContext,
  ): Promise<Profile> {
    return accounts.setPaidAccess(userId, paidAccess);
  }

  @Mutation(() => User, { description: 'Sets what a user may do. For administrators.' })
  setUserRoles(
    @Arg('input', () => SetUserRolesInput) { userId, roles }: SetUserRolesInput,
    @Ctx() { accounts }: UsersContext,
  ): Promise<Profile> {
    return accounts.setRoles(userId, roles);
  }
}
