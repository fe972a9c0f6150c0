import { GraphQLLocalDate } from 'graphql-scalars';
import { GraphQLISODateTime } from 'type-graphql';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

import { ROLES, type Role } from '../../../kernel/auth/index.ts';
import { defineEnum } from '../../../kernel/graphql/index.ts';
import type { Profile } from '../services/profile.ts';

export const RoleEnum = defineEnum('Role', ROLES, {
  type: 'What a user may do beyond their own affairs.',
  values: {
    USER: "Every account has it; it gives nothing beyond one's own affairs.",
    MANAGER: 'Runs the kitchen: its orders and the menu.',
    ADMIN: 'Looks after all accounts and orders, and may do whatever a manager may.',
  },
});

@ObjectType('User', {
  description:
    'An account. What is private is null for everybody but its owner and administrators; what is for the user and administrators is refused to others with FORBIDDEN.',
})
@Directive('@key(fields: "id")')
export class User implements Profile {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true, description: 'Good for signing in, as the e-mail address is.' })
  username!: string | null;

  @Field(() => String, { nullable: true, description: 'The name that is shown.' })
  name!: string | null;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'Private.' })
  firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'Private.' })
  lastName!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'As `2000-12-31`. Private.' })
  birthday!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Private.' })
  updatedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'A short number beside the id. Private.' })
  number!: number | null;

  @Field(() => String, { nullable: true, description: 'Private.' })
  email!: string | null;

  @Field(() => [RoleEnum], { nullable: true, description: 'Private.' })
  roles!: readonly Role[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether messages go on to the paid provider once the allowance is used up. Private.',
  })
  paidAccess!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Nobody signs in to an account that is not active. Private.' })
  isActive!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of two changes of `paidAccess` the later has the larger number. For followers.',
  })
  @Directive('@inaccessible')
  paidAccessSeq!: number | null;
}
