import { Field, ObjectType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import type { ChangeUserOutcome, DeleteUserOutcome } from '../services/administration.service.ts';
import { LastAdministrator } from './last-administrator.type.ts';
import { User } from './user.type.ts';

@ObjectType()
export class UserChanged {
  @Field(() => User)
  user!: User;
}

@ObjectType({ description: 'The account is gone for good; its e-mail address and user name are free.' })
export class UserDeleted {
  @Field(() => User, { description: 'As it was.' })
  user!: User;
}

export const ChangeUserResult = defineResult<ChangeUserOutcome['kind']>('ChangeUserResult', {
  user_changed: UserChanged,
  last_administrator: LastAdministrator,
});

export const DeleteUserResult = defineResult<DeleteUserOutcome['kind']>('DeleteUserResult', {
  user_deleted: UserDeleted,
  last_administrator: LastAdministrator,
});
