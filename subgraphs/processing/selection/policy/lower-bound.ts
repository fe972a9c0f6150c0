import type { GroupState } from './group-state.ts';
import type { FreeWindow } from './policy.ts';

/**
 * The fewest paid calls any scheduler could make for these arrivals (milliseconds, ascending),
 * were it to know them all beforehand: for a provider that counts `limit` requests and then
 * blocks for `blockMs`, taking the free slot whenever there is one is optimal.
 */
export function lowerBound(arrivals: readonly number[], limit: number, blockMs: number): number {
  let count = 0;
  let blockedUntil = -Infinity;
  let paid = 0;
  for (const arrival of arrivals) {
    if (limit === 0 || arrival < blockedUntil) {
      paid += 1;
      continue;
    }
    count += 1;
    if (count < limit) continue;
    count = 0;
    blockedUntil = arrival + blockMs;
  }
  return paid;
}

/** The same, one arrival at a time, inside the state: an arrival that was given to a provider at `state.lastNow`. */
export function countArrival(state: GroupState, window: FreeWindow): GroupState {
  if (window.limit === 0 || state.lastNow < state.boundBlockedUntil) {
    return { ...state, boundPaid: state.boundPaid + 1 };
  }
  const boundCount = state.boundCount + 1;
  if (boundCount < window.limit) return { ...state, boundCount };
  return { ...state, boundCount: 0, boundBlockedUntil: state.lastNow + window.blockMs };
}
