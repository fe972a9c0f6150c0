import { GraphQLISODateTime } from 'type-graphql';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

import { ROLES, type Role } from '../../../kernel/auth/index.ts';
import type { Profile } from '../services/profile.ts';

export const RoleEnum = Object.fromEntries(ROLES.map((role) => [role, role])) as { readonly [R in Role]: R };
registerEnumType(RoleEnum, { name: 'Role', description: 'What a user may do beyond their own affairs.' });

@ObjectType('User', {
  description: 'An account. What is private is null for everybody but its owner and administrators.',
})
@Directive('@key(fields: "id")')
export class User implements Profile {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  username!: string | null;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

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

  @Field(() => Boolean, { nullable: true, description: 'Private.' })
  isActive!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of two changes of `paidAccess` the later has the larger number. For followers.',
  })
  @Directive('@inaccessible')
  paidAccessSeq!: number | null;
}
