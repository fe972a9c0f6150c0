import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import { CONTRACTS, type Contract } from '../../../kernel/auth/index.ts';
import { defineConnection, defineEnum } from '../../../kernel/graphql/index.ts';

const ContractEnum = defineEnum(
  'Contract',
  CONTRACTS,
  'Where a client came in: the graph itself, or one of the old REST contracts.',
);

@ObjectType('Session', { description: 'One sign-in of one client.' })
export class SessionType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true, description: 'What the client called itself.' })
  device?: string | null;

  @Field(() => ContractEnum)
  contract!: Contract;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it was last refreshed, or at some doors last used.' })
  lastUsedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'It is over then, unless it is refreshed before.' })
  expiresAt!: Date;
}

export const SessionConnection = defineConnection('Session', () => SessionType);
