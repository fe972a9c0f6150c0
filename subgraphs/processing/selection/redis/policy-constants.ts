import { guardedMs, type SelectionPolicy } from '../policy/policy.ts';

/** The numbers of a policy under their names in the Lua files. `zoneOffsetMs`: how far the allowance's zone is ahead of UTC. */
export function policyConstants(policy: SelectionPolicy, zoneOffsetMs: number): Readonly<Record<string, number>> {
  const { free } = policy;
  const blocks = free.blockMs > 0;
  return {
    LIMIT: free.limit,
    BLOCK: free.blockMs,
    GUARDED_BLOCK: guardedMs(free.blockMs, free),
    BLOCKS_WHEN_FULL: Number(blocks && free.blockStarts === 'on_last_accept'),
    AWAITS_REFUSAL: Number(blocks && free.blockStarts === 'on_first_refusal'),
    REFUSAL_EXTENDS: Number(free.refusalExtends),
    ARRIVAL: free.arrivalMs,
    PROBE: free.probeMs,
    REST_AFTER: free.restAfter,
    PER_DAY: policy.allowancePerDay,
    SPONSORS: Number(policy.unpaidWhenBlocked === 'sponsor'),
    PER_HOUR: policy.sponsoredPerHour,
    PER_USER_DAY: policy.sponsoredPerUserPerDay,
    LEASE: policy.leaseMs,
    PAID_TAKES_KEY: Number(policy.paidTakesKey),
    ZONE: zoneOffsetMs,
  };
}
