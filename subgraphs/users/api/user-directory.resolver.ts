import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';

import {
  defineConnection,
  defineOffsetPage,
  timeCursor,
  toConnection,
  toOffsetRequest,
  toPageRequest,
  type Connection,
} from '../../../kernel/graphql/index.ts';
import type { OffsetPage } from '../../../kernel/pagination/index.ts';
import type { Profile } from '../services/profile.ts';
import type { ShownStatistics } from '../services/user-directory.service.ts';
import { toListedUsers, UserPageArgs, UsersArgs } from './user-directory.args.ts';
import { UserStatistics } from './user-statistics.type.ts';
import { User } from './user.type.ts';
import type { UsersContext } from './users.context.ts';

const UserConnection = defineConnection('User', () => User);
const UserPage = defineOffsetPage('User', () => User);

@Resolver(() => User)
export class UserDirectoryResolver {
  @Query(() => UserConnection, { nullable: true, description: 'All accounts. For administrators.' })
  async users(
    @Args(() => UsersArgs) args: UsersArgs,
    @Ctx() { directory }: UsersContext,
  ): Promise<Connection<Profile>> {
    return toConnection(await directory.list(toListedUsers(args), toPageRequest(args, timeCursor)), timeCursor);
  }

  @Query(() => UserPage, {
    nullable: true,
    description: 'As `users`, by places and with the number of all. For administrators and services.',
  })
  userPage(
    @Args(() => UserPageArgs) args: UserPageArgs,
    @Ctx() { directory }: UsersContext,
  ): Promise<OffsetPage<Profile>> {
    return directory.page(toListedUsers(args), toOffsetRequest(args));
  }

  @Query(() => UserStatistics, { nullable: true, description: 'All accounts in figures. For administrators.' })
  userStatistics(@Ctx() { directory }: UsersContext): Promise<ShownStatistics> {
    return directory.statistics();
  }

  @Query(() => User, {
    nullable: true,
    description: 'Somebody by exact user name, to ask for friendship or to write to; null where there is none.',
  })
  userByUsername(
    @Arg('username', () => String) username: string,
    @Ctx() { directory }: UsersContext,
  ): Promise<Profile | null> {
    return directory.byUsername(username);
  }

  @Query(() => User, {
    nullable: true,
    description: 'An account by its user name, or by its e-mail address whatever its case. For administrators.',
  })
  userByLogin(@Arg('login', () => String) login: string, @Ctx() { directory }: UsersContext): Promise<Profile | null> {
    return directory.byLogin(login);
  }
}
