import { Field, ID, InputType } from 'type-graphql';

import type { Role } from '../../../kernel/auth/index.ts';
import { UpdateProfileInput } from './account.inputs.ts';
import { RoleEnum } from './user.type.ts';

@InputType()
export class SetPaidAccessInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => Boolean)
  paidAccess!: boolean;
}

@InputType({ description: 'All roles that the user shall have; others are taken away.' })
export class SetUserRolesInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => [RoleEnum], { description: 'USER is always among them, given or not.' })
  roles!: Role[];
}

@InputType()
export class SetUserActiveInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => Boolean)
  isActive!: boolean;
}

@InputType()
export class UpdateUserInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => UpdateProfileInput)
  profile!: UpdateProfileInput;
}

@InputType()
export class DeleteUserInput {
  @Field(() => ID)
  userId!: string;
}
