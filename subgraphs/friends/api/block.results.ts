import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import type { BlockUserOutcome, UnblockUserOutcome } from '../services/block.service.ts';
import { UserNotFound } from './request.results.ts';
import { User } from './user.type.ts';

@ObjectType({ description: 'The two are nothing to each other any more; the blocked one is not told.' })
export class UserBlocked {
  @Field(() => User)
  user!: User;

  @Field(() => GraphQLISODateTime)
  blockedAt!: Date;
}

@ObjectType()
export class UserUnblocked {
  @Field(() => User)
  user!: User;
}

@ObjectType({ description: 'Nobody blocks themselves.' })
export class SelfBlock {
  @Field(() => String)
  message!: string;
}

export const BlockUserResult = defineResult<BlockUserOutcome['kind']>('BlockUserResult', {
  user_blocked: UserBlocked,
  self_block: SelfBlock,
  user_not_found: UserNotFound,
});

export const UnblockUserResult = defineResult<UnblockUserOutcome['kind']>('UnblockUserResult', {
  user_unblocked: UserUnblocked,
  user_not_found: UserNotFound,
});

/** Shapes an outcome as its type of the union. */
export function toBlockResult(outcome: BlockUserOutcome | UnblockUserOutcome): object {
  const { kind } = outcome;
  if (kind === 'user_blocked')
    return { kind, user: { id: outcome.block.blockedId }, blockedAt: outcome.block.createdAt };
  if (kind === 'user_unblocked') return { kind, user: { id: outcome.userId } };
  return kind === 'self_block' ? { kind, message: 'Nobody blocks themselves.' } : outcome;
}
