import { Field, Float, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { ProviderReport } from '../services/provider-report.ts';
import { TierEnum } from './process-message.result.ts';

export const ProviderStateEnum = { OPEN: 'OPEN', BLOCKED: 'BLOCKED', PROBING: 'PROBING' } as const;
registerEnumType(ProviderStateEnum, {
  name: 'ProviderState',
  description:
    'PROBING: it is tried by one call at a time, to find out where its count stands, whether it works again, or to be refused where its block begins with a refusal.',
});

@ObjectType('Provider', {
  description: 'An upstream provider as the quota sees it. Totals are since the quota store was new.',
})
export class Provider implements ProviderReport {
  @Field(() => String)
  name!: string;

  @Field(() => TierEnum)
  tier!: keyof typeof TierEnum;

  @Field(() => ProviderStateEnum)
  state!: keyof typeof ProviderStateEnum;

  @Field(() => Int, {
    nullable: true,
    description: 'Calls it is sure to accept before it blocks; null where there is no limit.',
  })
  remaining!: number | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  blockedUntil!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Calls of the present batch without an outcome: those under way at this moment, and those whose outcome nobody will learn.',
  })
  unresolvedCalls!: number | null;

  @Field(() => Int, { nullable: true, description: 'Calls that it refused.' })
  refusals!: number | null;

  @Field(() => Float, { nullable: true, description: 'What its messages would have cost with the paid provider.' })
  savedCost!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Paid calls beyond the fewest that were possible for the same arrivals.',
  })
  regret!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Paid calls of this hour that the operator gave to users without paid access.',
  })
  sponsoredThisHour!: number | null;

  @Field(() => Int, { description: 'Messages that the free one answered, or that the paid one was given.' })
  processed!: number;
}
