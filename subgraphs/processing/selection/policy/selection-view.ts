import { hourOf } from './calendar.ts';
import { isSerial } from './count-block.ts';
import type { GroupState } from './group-state.ts';
import type { SelectionPolicy } from './policy.ts';

/** The providers as an operator sees them. Totals are since the quota store was new. */
export interface SelectionView {
  /** `probing`: it is tried by one call at a time, to find out where it stands or to be refused. */
  readonly state: 'open' | 'blocked' | 'probing';
  /** Calls the free provider is sure to accept before it blocks. */
  readonly remaining: number;
  /** Milliseconds since 1970; undefined while it does not block. */
  readonly blockedUntil: number | undefined;
  /** Calls of the present batch that are under way or whose outcome nobody will learn. */
  readonly unresolved: number;
  readonly freeAnswered: number;
  readonly freeRefused: number;
  readonly freeUnknown: number;
  readonly paid: number;
  /** Paid calls beyond the fewest that were possible for the same arrivals. */
  readonly regret: number;
  readonly sponsoredThisHour: number;
  readonly sponsoredPerHour: number;
}

/** Reads the state for an operator. The group must have been brought up to the clock. */
export function viewSelection(group: GroupState, { free, sponsoredPerHour }: SelectionPolicy): SelectionView {
  const isBlocked = group.blockedUntil > 0;
  const isProbing = !isBlocked && isSerial(group, free);
  const left = free.blockMs === 0 ? free.limit : Math.max(0, free.limit - group.possiblyCounted);
  const thisHour = hourOf(group.lastNow) === group.sponsorHour;
  return {
    state: isBlocked ? 'blocked' : isProbing ? 'probing' : 'open',
    remaining: isBlocked || isProbing ? 0 : left,
    blockedUntil: isBlocked ? group.blockedUntil : undefined,
    unresolved: group.possiblyCounted - group.surelyCounted,
    freeAnswered: group.freeAnswered,
    freeRefused: group.freeRefused,
    freeUnknown: group.freeUnknown,
    paid: group.paid,
    regret: group.paid - group.boundPaid,
    sponsoredThisHour: thisHour ? group.sponsoredThisHour : 0,
    sponsoredPerHour,
  };
}
