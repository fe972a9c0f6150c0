import { Field, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import { DoorEnum } from './process-message.input.ts';
import type { ProcessingOutcome } from '../services/processing.service.ts';

export const TierEnum = { FREE: 'FREE', PAID: 'PAID' } as const;
registerEnumType(TierEnum, { name: 'ProviderTier', description: 'Whether a call to the provider costs money.' });

@ObjectType()
export class ProcessedMessage {
  @Field(() => String, { description: 'The processed text.' })
  text!: string;

  @Field(() => String, { description: 'The provider that did the work.' })
  provider!: string;

  @Field(() => TierEnum)
  tier!: keyof typeof TierEnum;

  @Field(() => Int, { description: '1 for the first provider asked; 2 where the first refused.' })
  attempt!: number;

  @Field(() => Boolean, { description: 'Whether this is the stored answer of an earlier request with the same key.' })
  replayed!: boolean;

  @Field(() => Boolean, { description: 'Whether the operator paid the call for a user without paid access.' })
  sponsored!: boolean;

  @Field(() => String, { description: 'Why this provider, such as `free_open` or `free_blocked`.' })
  reason!: string;
}

@ObjectType({ description: 'The allowance of the day is used up and the user has no paid access.' })
export class AllowanceExhausted {
  @Field(() => GraphQLISODateTime, { description: 'When the allowance is renewed.' })
  refreshAt!: Date;
}

@ObjectType({
  description:
    'The free provider does not take the message now and nobody pays for it. The allowance is unchanged, unless a call was made whose outcome is unknown; the same key then goes on from it.',
})
export class FreeProviderBlocked {
  @Field(() => Int)
  retryAfterMs!: number;
}

@ObjectType({ description: 'The message belongs to the other door; nothing was processed.' })
export class Redirected {
  @Field(() => DoorEnum)
  to!: 'FREE' | 'PAID';
}

@ObjectType({ description: 'A request with the same key is being processed.' })
export class MessageInProgress {
  @Field(() => Int)
  retryAfterMs!: number;
}

@ObjectType({ description: 'The key was used before for another text or door.' })
export class IdempotencyKeyReused {
  @Field(() => String)
  message!: string;
}

@ObjectType({
  description:
    'A provider was asked under this key and its answer never arrived. Asking again with the same key never costs a second call.',
})
export class OutcomeUnknown {
  @Field(() => String)
  message!: string;
}

/** Where GraphQL's Int ends, 24.8 days of milliseconds: to ask again too early does no harm. */
const LARGEST_INT = 2_147_483_647;

const MESSAGES: Partial<Record<ProcessingOutcome['kind'], string>> = {
  key_reused: 'This key was used before for another text or door.',
  outcome_unknown: 'A provider was asked under this key and its answer never arrived.',
};

/** Shapes an outcome as its type of the union. */
export function toProcessMessageResult(outcome: ProcessingOutcome): object {
  if (outcome.kind === 'free_blocked') return { ...outcome, retryAfterMs: Math.min(outcome.retryAfterMs, LARGEST_INT) };
  const message = MESSAGES[outcome.kind];
  return message === undefined ? outcome : { ...outcome, message };
}

export const ProcessMessageResult = defineResult<ProcessingOutcome['kind']>('ProcessMessageResult', {
  processed: ProcessedMessage,
  allowance_exhausted: AllowanceExhausted,
  free_blocked: FreeProviderBlocked,
  redirected: Redirected,
  in_progress: MessageInProgress,
  key_reused: IdempotencyKeyReused,
  outcome_unknown: OutcomeUnknown,
});
