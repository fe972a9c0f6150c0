import { ArgsType, Field, GraphQLISODateTime, InputType } from 'type-graphql';

import type { Role } from '../../../kernel/auth/index.ts';
import { defineEnum, OffsetArgs, PageArgs } from '../../../kernel/graphql/index.ts';
import { USER_SORTS, type ListedUsers, type UserCriteria, type UserOrder } from '../services/user-directory.service.ts';
import { RoleEnum } from './user.type.ts';

const UserSortEnum = defineEnum('UserSort', USER_SORTS, 'By the time of registration.');

@InputType({ description: 'What is not given does not narrow.' })
export class UserFilterInput implements UserCriteria {
  @Field(() => String, {
    nullable: true,
    description: 'A part of the e-mail address, the user name or a name, whatever its case; 2 to 100 characters.',
  })
  search?: string | null;

  @Field(() => RoleEnum, { nullable: true })
  role?: Role | null;

  @Field(() => Boolean, { nullable: true })
  isActive?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  paidAccess?: boolean | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'From this moment on.' })
  createdAfter?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Up to this moment, which does not count.' })
  createdBefore?: Date | null;
}

@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => UserFilterInput, { nullable: true })
  filter?: UserFilterInput | null;

  @Field(() => UserSortEnum, { nullable: true, description: 'NEWEST_FIRST unless told.' })
  sort?: UserOrder | null;
}

@ArgsType()
export class UserPageArgs extends OffsetArgs {
  @Field(() => UserFilterInput, { nullable: true })
  filter?: UserFilterInput | null;

  @Field(() => UserSortEnum, { nullable: true, description: 'NEWEST_FIRST unless told.' })
  sort?: UserOrder | null;
}

/** Which accounts, and in which order. */
export function toListedUsers({ filter, sort }: UsersArgs | UserPageArgs): ListedUsers {
  return { filter: filter ?? {}, sort: sort ?? 'NEWEST_FIRST' };
}
