import type { GroupState } from './group-state.ts';
import type { BlockRule } from './policy.ts';

/**
 * The fewest paid calls any scheduler could make for these arrivals (milliseconds, ascending),
 * were it to know them all beforehand: for a provider that counts `limit` requests and then
 * blocks for `blockMs`, taking the free slot whenever there is one is optimal.
 */
export function lowerBound(arrivals: readonly number[], limit: number, blockMs: number): number {
  return fewestPaid(arrivals, { limit, blockMs, blockStarts: 'on_last_accept' });
}

/**
 * The same for either beginning of the block. Where it begins with a refusal, the refused call is
 * paid, and making it at once, so that the block is over the sooner, is optimal too.
 */
export function fewestPaid(arrivals: readonly number[], { limit, blockMs, blockStarts }: BlockRule): number {
  const slots = slotsOf({ limit, blockMs, blockStarts });
  let count = 0;
  let blockedUntil = -Infinity;
  let paid = 0;
  for (const arrival of arrivals) {
    if (limit === 0 || arrival < blockedUntil) {
      paid += 1;
      continue;
    }
    count += 1;
    if (count > limit) paid += 1;
    if (count < slots) continue;
    count = 0;
    blockedUntil = arrival + blockMs;
  }
  return paid;
}

/** How many calls there are from one block to the next, the one that is sacrificed included. */
function slotsOf({ limit, blockMs, blockStarts }: BlockRule): number {
  return blockStarts === 'on_first_refusal' && blockMs > 0 ? limit + 1 : limit;
}

/** The same, one arrival at a time, inside the state: an arrival that was given to a provider at `state.lastNow`. */
export function countArrival(state: GroupState, rule: BlockRule): GroupState {
  if (rule.limit === 0 || state.lastNow < state.boundBlockedUntil) {
    return { ...state, boundPaid: state.boundPaid + 1 };
  }
  const boundCount = state.boundCount + 1;
  const boundPaid = state.boundPaid + (boundCount > rule.limit ? 1 : 0);
  if (boundCount < slotsOf(rule)) return { ...state, boundCount, boundPaid };
  return { ...state, boundCount: 0, boundBlockedUntil: state.lastNow + rule.blockMs, boundPaid };
}
