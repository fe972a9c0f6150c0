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
  if (held.blockedUntil > 0 && held.lastNow >= held.blockedUntil) return nextBatch(held);
  if (held.blockedUntil === 0 && window.blockMs > 0 && held.possiblyCounted >= Math.max(1, window.limit)) {
    // The limit was lowered below the count: every call of the batch left before the last clock reading.
    return { ...held, blockedUntil: state.lastNow + window.arrivalMs + guardedMs(window.blockMs, window) };
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
  };
}

function nextBatch(state: GroupState): GroupState {
  const unknown = state.possiblyCounted - state.surelyCounted;
  return {
    ...state,
    possiblyCounted: 0,
    surelyCounted: 0,
    blockedUntil: 0,
    latestCommit: 0,
    batch: state.batch + 1,
    serialOwed: unknown > 0 ? unknown + 1 : 0,
    probeUntil: 0,
    freeUnknown: state.freeUnknown + unknown,
  };
}

/** Whether a call sent now is certain not to be refused, or is the one probe that may be. */
export function admits(state: GroupState, window: FreeWindow): boolean {
  if (window.limit === 0 || state.blockedUntil > 0) return false;
  return state.serialOwed === 0 || state.lastNow >= state.probeUntil;
}

/** Takes a slot. The call that fills the batch blocks it until the last instant its own block can end. */
export function take(state: GroupState, window: FreeWindow): GroupState {
  const possiblyCounted = state.possiblyCounted + 1;
  const lostProbe = state.serialOwed > 0 && state.probeUntil > 0 ? 1 : 0;
  const filled = window.blockMs > 0 && possiblyCounted >= window.limit;
  return {
    ...state,
    possiblyCounted,
    serialOwed: state.serialOwed + lostProbe,
    probeUntil: state.serialOwed > 0 ? state.lastNow + window.probeMs : 0,
    blockedUntil: filled ? state.lastNow + window.arrivalMs + guardedMs(window.blockMs, window) : 0,
  };
}

/** The provider counted the call. Once all of a full batch are known, the block ends a block after the latest of them. */
export function commit(state: GroupState, call: FreeCall, window: FreeWindow): GroupState {
  if (call.batch !== state.batch) return { ...state, freeCounted: state.freeCounted + 1 };
  const surelyCounted = state.surelyCounted + 1;
  const latestCommit = state.lastNow;
  const confirmed = state.blockedUntil > 0 && surelyCounted === state.possiblyCounted;
  return {
    ...endProbe(state, call),
    surelyCounted,
    latestCommit,
    serialOwed: Math.max(0, state.serialOwed - 1),
    blockedUntil: confirmed ? latestCommit + guardedMs(window.blockMs, window) : state.blockedUntil,
    freeCounted: state.freeCounted + 1,
  };
}

/** The call surely never reached the provider: its slot is given back, and a batch it had filled is open again. */
export function release(state: GroupState, call: FreeCall): GroupState {
  const counted = { ...state, freeNotSent: state.freeNotSent + 1 };
  if (call.batch !== state.batch) return counted;
  return { ...endProbe(counted, call), possiblyCounted: state.possiblyCounted - 1, blockedUntil: 0 };
}

/**
 * The provider refused: its own word ends all uncertainty. A block is only ever made longer by
 * a refusal, and the late refusal of an earlier batch counts only while a block stands and only
 * if it names a later end.
 */
export function refuse(
  state: GroupState,
  { retryAfterMs, ...call }: FreeCall & { readonly retryAfterMs: number | undefined },
  window: FreeWindow,
): GroupState {
  const refused = { ...state, freeRefused: state.freeRefused + 1 };
  const named = retryAfterMs === undefined ? 0 : state.lastNow + guardedMs(retryAfterMs, window);
  if (call.batch !== state.batch) {
    return state.blockedUntil === 0 ? refused : { ...refused, blockedUntil: Math.max(state.blockedUntil, named) };
  }
  const end = retryAfterMs === undefined ? state.lastNow + guardedMs(window.blockMs, window) : named;
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
  if (state.probeUntil > state.lastNow) return Math.min(1_000, state.probeUntil - state.lastNow);
  return 1_000;
}

function endProbe(state: GroupState, call: FreeCall): GroupState {
  return call.probeUntil > 0 && call.probeUntil === state.probeUntil ? { ...state, probeUntil: 0 } : state;
}
