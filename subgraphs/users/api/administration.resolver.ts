import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { UpdateProfileOutcome } from '../services/profile.service.ts';
import type { Profile } from '../services/profile.ts';
import { UpdateProfileResult } from './account.results.ts';
import {
  DeleteUserInput,
  SetPaidAccessInput,
  SetUserActiveInput,
  SetUserRolesInput,
  UpdateUserInput,
} from './administration.inputs.ts';
import { ChangeUserResult, DeleteUserResult } from './administration.results.ts';
import { withLastAdministrator } from './last-administrator.type.ts';
import { User } from './user.type.ts';
import type { UsersContext } from './users.context.ts';

@Resolver(() => User)
export class AdministrationResolver {
  @Mutation(() => User, {
    description: 'Grants or withdraws paid access; the next message acts on it. For administrators.',
  })
  setPaidAccess(
    @Arg('input', () => SetPaidAccessInput) { userId, paidAccess }: SetPaidAccessInput,
    @Ctx() { administration }: UsersContext,
  ): Promise<Profile> {
    return administration.setPaidAccess(userId, paidAccess);
  }

  @Mutation(() => ChangeUserResult, {
    description: 'Sets what a user may do; tokens with a role that was taken away are refused. For administrators.',
  })
  async setUserRoles(
    @Arg('input', () => SetUserRolesInput) { userId, roles }: SetUserRolesInput,
    @Ctx() { administration }: UsersContext,
  ): Promise<object> {
    return withLastAdministrator(await administration.setRoles(userId, roles));
  }

  @Mutation(() => ChangeUserResult, {
    description: 'Switches an account off, which signs it out everywhere, or on again. For administrators.',
  })
  async setUserActive(
    @Arg('input', () => SetUserActiveInput) { userId, isActive }: SetUserActiveInput,
    @Ctx() { administration }: UsersContext,
  ): Promise<object> {
    return withLastAdministrator(await administration.setActive(userId, isActive));
  }

  @Mutation(() => UpdateProfileResult, { description: "Changes a user's profile. For administrators." })
  updateUser(
    @Arg('input', () => UpdateUserInput) { userId, profile }: UpdateUserInput,
    @Ctx() { administration }: UsersContext,
  ): Promise<UpdateProfileOutcome> {
    return administration.updateUser(userId, profile);
  }

  @Mutation(() => DeleteUserResult, {
    description:
      'Deletes an account for good. Its orders stay; its messages lose their author; chats and friends lose it. For administrators.',
  })
  async deleteUser(
    @Arg('input', () => DeleteUserInput) { userId }: DeleteUserInput,
    @Ctx() { administration }: UsersContext,
  ): Promise<object> {
    return withLastAdministrator(await administration.deleteUser(userId));
  }
}
