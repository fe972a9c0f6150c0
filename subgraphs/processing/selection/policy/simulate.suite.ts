import { BatchCounter } from '../../../../providers/batch-counter.ts';
import type { SelectionRequest, Snapshot } from './decision.ts';
import { DEFAULT_POLICY, type FreeWindow, type SelectionPolicy } from './policy.ts';
import { reserve } from './reserve.ts';
import { settle, type Outcome } from './settle.ts';

export interface Traffic {
  /** Milliseconds, ascending. */
  readonly arrivals: readonly number[];
  /** Longest way to the provider, and back. */
  readonly latencyMs: number;
  /** What befalls a free call, one in so many; absent: nothing. */
  readonly faultOneIn?: number;
  readonly fault?: 'crash_before_send' | 'crash_after_send' | 'not_sent';
  /** From 0 to 1, evenly spread. */
  readonly random: () => number;
}

export interface Tally {
  readonly free: number;
  readonly paid: number;
  /** By the provider's own count. */
  readonly refused: number;
  /** Batches in which the outcome of a call stayed unknown. */
  readonly uncertainBatches: number;
  /** Last free call that was accepted. */
  readonly lastFreeAt: number;
}

/** Plays traffic of one paying user against the model and a provider that counts by itself, on one virtual clock. */
export function simulate(traffic: Traffic, window: FreeWindow): Tally {
  const policy: SelectionPolicy = { ...DEFAULT_POLICY, free: window, allowancePerDay: 0 };
  const provider = new BatchCounter(window);
  const agenda = new Map<number, (() => void)[]>();
  const uncertain = new Set<number>();
  let state: Snapshot = { group: undefined, user: undefined, record: undefined };
  let nowMs = 0;
  let free = 0;
  let paid = 0;
  let refused = 0;
  let lastFreeAt = 0;

  const later = (delayMs: number, event: () => void): void => {
    if (delayMs === 0) event();
    else agenda.set(nowMs + delayMs, [...(agenda.get(nowMs + delayMs) ?? []), event]);
  };
  const delay = (): number => Math.floor(traffic.random() * (traffic.latencyMs + 1));
  const at = (): { moment: { clockMs: number; zoneOffsetMs: number }; policy: SelectionPolicy } => ({
    moment: { clockMs: nowMs, zoneOffsetMs: 0 },
    policy,
  });

  function arrive(index: number): void {
    const request = requestOf(`lease-${index}`);
    const { decision, after } = reserve({ ...state, record: undefined }, request, at());
    state = { ...after, record: undefined };
    if (decision.kind !== 'granted') throw new Error(`a paying user was told ${decision.kind}`);
    if (decision.lease.provider === 'paid') {
      paid += 1;
      return;
    }
    const { record } = after;
    const book = (outcome: Outcome, retryAfterMs?: number): void => {
      const settlement = { leaseId: request.leaseId, outcome, retryAfterMs, request };
      const settled = settle({ ...state, record }, settlement, at());
      state = { ...settled.after, record: undefined };
    };
    const isFaulty = traffic.faultOneIn !== undefined && traffic.random() * traffic.faultOneIn < 1;
    const fault = isFaulty ? traffic.fault : undefined;
    if (fault === 'not_sent') {
      paid += 1;
      later(delay(), () => book('not_sent'));
      return;
    }
    if (fault !== undefined && record !== undefined) uncertain.add(record.call.batch);
    if (fault === 'crash_before_send') return;
    later(delay(), () => {
      const admission = provider.admit(nowMs);
      const isAccepted = admission.kind === 'accepted';
      if (isAccepted) {
        free += 1;
        lastFreeAt = nowMs;
      } else {
        refused += 1;
        paid += 1;
      }
      if (fault === 'crash_after_send') return;
      later(delay(), () => (isAccepted ? book('answered') : book('refused', admission.retryAfterMs)));
    });
  }

  const end = (traffic.arrivals.at(-1) ?? 0) + 2 * traffic.latencyMs + 1;
  let next = 0;
  for (nowMs = traffic.arrivals[0] ?? 0; nowMs <= end; nowMs += 1) {
    const due = agenda.get(nowMs);
    agenda.delete(nowMs);
    for (const event of due ?? []) event();
    for (; traffic.arrivals[next] === nowMs; next += 1) arrive(next);
  }
  return { free, paid, refused, uncertainBatches: uncertain.size, lastFreeAt };
}

/** Bursts of calls with gaps between them, 50 a second in the mean. */
export function burstyArrivals(count: number, random: () => number): readonly number[] {
  const arrivals: number[] = [];
  let nowMs = 1_000;
  while (arrivals.length < count) {
    const burst = 1 + Math.floor(random() * 40);
    const gapMs = random() < 0.2 ? 0 : 5;
    for (let call = 0; call < burst; call += 1) {
      arrivals.push(nowMs);
      nowMs += Math.floor(random() * gapMs);
    }
    nowMs += Math.floor(random() * 20 * burst * 2);
  }
  return arrivals;
}

function requestOf(leaseId: string): SelectionRequest {
  return {
    userId: 'payer',
    key: leaseId,
    leaseId,
    fingerprint: 'print',
    door: 'ANY',
    keepMs: 60_000,
    user: { left: 0, refreshDay: 1e6, paidAccess: true, paidAccessSeq: 1 },
    group: 'fresh',
  };
}

/** A small generator of even numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
