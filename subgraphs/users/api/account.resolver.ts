import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';

import type { UpdateProfileOutcome } from '../services/profile.service.ts';
import type { Profile } from '../services/profile.ts';
import { DeleteMyAccountInput, RegisterInput, UpdateProfileInput } from './account.inputs.ts';
import {
  DeleteMyAccountResult,
  RegisterResult,
  toDeleteMyAccountResult,
  toRegisterResult,
  UpdateProfileResult,
} from './account.results.ts';
import { User } from './user.type.ts';
import type { UsersContext } from './users.context.ts';

@Resolver(() => User)
export class AccountResolver {
  @Query(() => User, { nullable: true, description: 'The signed-in user; for strangers UNAUTHENTICATED.' })
  me(@Ctx() { profiles }: UsersContext): Promise<Profile> {
    return profiles.me();
  }

  @Query(() => User, {
    nullable: true,
    description: 'A user by id, for anybody who is signed in; null where there is none.',
  })
  user(@Arg('id', () => ID) id: string, @Ctx() { profiles }: UsersContext): Promise<Profile | null> {
    return profiles.byId(id);
  }

  @Mutation(() => RegisterResult, { description: 'Opens an account and signs it in. For everybody.' })
  async register(
    @Arg('input', () => RegisterInput) input: RegisterInput,
    @Ctx() { registrations }: UsersContext,
  ): Promise<object> {
    return toRegisterResult(await registrations.register(input));
  }

  @Mutation(() => UpdateProfileResult, { description: 'Changes what the signed-in user says of themselves.' })
  updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @Ctx() { profiles }: UsersContext,
  ): Promise<UpdateProfileOutcome> {
    return profiles.updateMine(input);
  }

  @Mutation(() => DeleteMyAccountResult, {
    description:
      "Deletes the signed-in user's account for good. Orders stay; messages lose their author; chats and friends lose the user.",
  })
  async deleteMyAccount(
    @Arg('input', () => DeleteMyAccountInput) { password }: DeleteMyAccountInput,
    @Ctx() { deletions }: UsersContext,
  ): Promise<object> {
    return toDeleteMyAccountResult(await deletions.deleteMine(password));
  }
}
