import { isFailing } from './count-block.ts';
import type { GroupState } from './group-state.ts';
import type { FreeWindow } from './policy.ts';
import type { Outcome } from './settle.ts';

/**
 * Follows how many free calls in a row brought no answer. After `restAfter` of them the provider is
 * left alone for a while and then tried by one call at a time, until one is answered: without it,
 * every message would wait for a provider that is down before the paid one serves it.
 */
export function noteHealth(state: GroupState, outcome: Outcome, window: FreeWindow): GroupState {
  if (outcome === 'not_sent') return state;
  if (outcome === 'answered' || outcome === 'refused') return { ...state, failedInARow: 0, restUntil: 0 };
  const failing = { ...state, failedInARow: state.failedInARow + 1 };
  if (!isFailing(failing, window)) return failing;
  return { ...failing, serialOwed: Math.max(1, state.serialOwed), restUntil: state.lastNow + window.probeMs };
}
