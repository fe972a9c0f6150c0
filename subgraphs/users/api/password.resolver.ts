import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import type { PasswordLink } from '../services/password.service.ts';
import { ChangePasswordInput, SetPasswordInput } from './password.inputs.ts';
import { ChangePasswordResult, PasswordLinkType, SetPasswordResult, toPasswordResult } from './password.results.ts';
import type { UsersContext } from './users.context.ts';

@Resolver()
export class PasswordResolver {
  @Mutation(() => ChangePasswordResult, { description: "Changes the viewer's password and ends their other sessions." })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) { currentPassword, newPassword }: ChangePasswordInput,
    @Ctx() { passwords }: UsersContext,
  ): Promise<object> {
    return toPasswordResult(await passwords.change(currentPassword, newPassword));
  }

  @Mutation(() => PasswordLinkType, {
    description: 'A token to set the password of an account with, good once and for a day. For administrators.',
  })
  issuePasswordLink(
    @Arg('userId', () => ID) userId: string,
    @Ctx() { passwords }: UsersContext,
  ): Promise<PasswordLink> {
    return passwords.issueLink(userId);
  }

  @Mutation(() => SetPasswordResult, { description: 'Sets a password by the token of a link. Ends all sessions.' })
  async setPassword(
    @Arg('input', () => SetPasswordInput) { token, newPassword }: SetPasswordInput,
    @Ctx() { passwords }: UsersContext,
  ): Promise<object> {
    return toPasswordResult(await passwords.set(token, newPassword));
  }
}
