import type { GroupState } from './group-state.ts';
import { guardedMs, type FreeWindow } from './policy.ts';

/** A clock that steps back by less than this is held still; by more, it is believed. */
const STEP_BACK_MS = 5_000;

/** Which call of which batch a settlement speaks of. `probeUntil` is 0 for a call that was no probe. */
export interface FreeCall {
  readonly batch: number;
  readonly probeUntil: number;
}

/**
 * Brings the state up to the clock: ends a block whose time is over. If k outcomes of the batch
 * are unknown by then, the provider may stand anywhere between "block over" and k short of it,
 * and k + 1 acceptances, one at a time, tell these apart.
 */
export function advance(state: GroupState, clockMs: number, window: FreeWindow): GroupState {
  const held = holdClock(state, clockMs, window);
  if (held.blockedUntil > 0 && held.lastNow >= held.blockedUntil) return nextBatch(held, window);
  if (held.blockedUntil === 0 && blocksWhenFull(window) && held.possiblyCounted >= Math.max(1, window.limit)) {
    // More is counted than a batch holds: the limit was lowered, or others use the key. Every call left before the last clock reading.
    const lastCall = Math.min(state.lastNow, held.lastNow);
    return { ...held, blockedUntil: lastCall + window.arrivalMs + guardedMs(window.blockMs, window) };
  }
  return held;
}

function holdClock(state: GroupState, clockMs: number, window: FreeWindow): GroupState {
  if (clockMs >= state.lastNow) return { ...state, lastNow: clockMs };
  if (state.lastNow - clockMs < STEP_BACK_MS) return state;
  return {
    ...state,
    lastNow: clockMs,
    blockedUntil: Math.min(state.blockedUntil, clockMs + window.arrivalMs + guardedMs(window.blockMs, window)),
    latestCommit: Math.min(state.latestCommit, clockMs),
    probeUntil: Math.min(state.probeUntil, clockMs + window.probeMs),
    restUntil: Math.min(state.restUntil, clockMs + window.probeMs),
  };
}

function nextBatch(state: GroupState, window: FreeWindow): GroupState {
  const unknown = state.possiblyCounted - state.surelyCounted;
  return {
    ...state,
    possiblyCounted: 0,
    surelyCounted: 0,
    blockedUntil: 0,
    latestCommit: 0,
    batch: state.batch + 1,
    serialOwed: unknown > 0 ? unknown + 1 : isFailing(state, window) ? 1 : 0,
    probeUntil: 0,
    freeUnknown: state.freeUnknown + unknown,
  };
}

/** Whether a full batch is the beginning of its block. */
export function blocksWhenFull({ blockStarts, blockMs }: FreeWindow): boolean {
  return blockMs > 0 && blockStarts === 'on_last_accept';
}

/** Whether the batch is full and the provider has yet to refuse a call: until somebody makes that call it blocks for ever. */
export function awaitsRefusal(state: GroupState, { blockStarts, blockMs, limit }: FreeWindow): boolean {
  return blockStarts === 'on_first_refusal' && blockMs > 0 && state.possiblyCounted >= limit;
}

/** Whether calls go one at a time. */
export function isSerial(state: GroupState, window: FreeWindow): boolean {
  return state.serialOwed > 0 || awaitsRefusal(state, window);
}

/** Whether a call sent now is certain not to be refused, or is the one that may be. */
export function admits(state: GroupState, window: FreeWindow): boolean {
  if (window.limit === 0 || state.blockedUntil > 0) return false;
  return !isSerial(state, window) || state.lastNow >= Math.max(state.probeUntil, state.restUntil);
}

/** Takes a slot. The call that fills the batch blocks it until the last instant its own block can end. */
export function take(state: GroupState, window: FreeWindow): GroupState {
  const possiblyCounted = state.possiblyCounted + 1;
  const lostProbe = window.blockMs > 0 && state.serialOwed > 0 && state.probeUntil > 0 ? 1 : 0;
  const filled = blocksWhenFull(window) && possiblyCounted >= window.limit;
  return {
    ...state,
    possiblyCounted,
    serialOwed: state.serialOwed + lostProbe,
    probeUntil: isSerial(state, window) ? state.lastNow + window.probeMs : 0,
    blockedUntil: filled ? state.lastNow + window.arrivalMs + guardedMs(window.blockMs, window) : 0,
  };
}

/** The provider counted the call. Once all of a full batch are known, the block ends a block after the latest of them. */
export function commit(state: GroupState, call: FreeCall, window: FreeWindow): GroupState {
  if (call.batch !== state.batch) return state;
  const surelyCounted = state.surelyCounted + 1;
  const latestCommit = state.lastNow;
  const confirmed = state.blockedUntil > 0 && surelyCounted === state.possiblyCounted;
  // The call that was to be refused overtook one that is still on its way: that one will be, and no other must be sent.
  const isOvertaking = awaitsRefusal(state, window) && surelyCounted < state.possiblyCounted;
  return {
    ...(isOvertaking ? state : endProbe(state, call)),
    surelyCounted,
    latestCommit,
    serialOwed: Math.max(0, state.serialOwed - 1),
    blockedUntil: confirmed ? latestCommit + guardedMs(window.blockMs, window) : state.blockedUntil,
  };
}

/** The call surely never reached the provider: its slot is given back, and a batch it had filled is open again. */
export function release(state: GroupState, call: FreeCall, window: FreeWindow): GroupState {
  const counted = { ...state, freeNotSent: state.freeNotSent + 1 };
  if (call.batch !== state.batch) return counted;
  const possiblyCounted = state.possiblyCounted - 1;
  const isStillFull = possiblyCounted >= window.limit;
  return { ...endProbe(counted, call), possiblyCounted, blockedUntil: isStillFull ? state.blockedUntil : 0 };
}

/**
 * The provider refused: its own word ends all uncertainty. A block is only ever made longer by
 * a refusal, and the late refusal of an earlier batch counts only while a block stands and only
 * if it names a later end, or is known to start the block anew.
 */
export function refuse(
  state: GroupState,
  { retryAfterMs, ...call }: FreeCall & { readonly retryAfterMs: number | undefined },
  window: FreeWindow,
): GroupState {
  const refused = { ...state, freeRefused: state.freeRefused + 1 };
  const end = state.lastNow + guardedMs(retryAfterMs ?? window.blockMs, window);
  if (call.batch !== state.batch) {
    const counts = state.blockedUntil > 0 && (retryAfterMs !== undefined || window.refusalExtends);
    return counts ? { ...refused, blockedUntil: Math.max(state.blockedUntil, end) } : refused;
  }
  return {
    ...refused,
    possiblyCounted: 0,
    surelyCounted: 0,
    blockedUntil: Math.max(state.blockedUntil, end),
    latestCommit: 0,
    batch: state.batch + 1,
    serialOwed: 0,
    probeUntil: 0,
  };
}

/** How long a caller that was not admitted should wait before it asks again. At least 1 ms. */
export function retryAfterMs(state: GroupState): number {
  if (state.blockedUntil > 0) return Math.max(1, state.blockedUntil - state.lastNow);
  const turn = Math.max(state.probeUntil, state.restUntil);
  return turn > state.lastNow ? Math.min(1_000, turn - state.lastNow) : 1_000;
}

export function isFailing({ failedInARow }: GroupState, { restAfter }: FreeWindow): boolean {
  return restAfter > 0 && failedInARow >= restAfter;
}

export function endProbe(state: GroupState, call: FreeCall): GroupState {
  return call.probeUntil > 0 && call.probeUntil === state.probeUntil ? { ...state, probeUntil: 0 } : state;
}
