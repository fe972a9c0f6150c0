import { Field, Int, ObjectType } from 'type-graphql';

import { User } from './user.type.ts';

@ObjectType({ description: 'How many accounts have each role; an account has several.' })
export class UsersByRole {
  @Field(() => Int, { description: 'Every account has it.' })
  USER!: number;

  @Field(() => Int)
  MANAGER!: number;

  @Field(() => Int)
  ADMIN!: number;
}

@ObjectType({ description: 'All accounts in figures, exact at this moment.' })
export class UserStatistics {
  @Field(() => Int)
  total!: number;

  @Field(() => Int)
  active!: number;

  @Field(() => UsersByRole)
  byRole!: UsersByRole;

  @Field(() => Int, { description: 'With paid access.' })
  paid!: number;

  @Field(() => Int)
  registeredLast24h!: number;

  @Field(() => Int)
  registeredLast7d!: number;

  @Field(() => [User], { description: 'The five newest, newest first.' })
  recent!: readonly User[];
}
