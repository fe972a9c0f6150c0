import fc from 'fast-check';

import type { Door, SelectionRequest } from '../policy/decision.ts';
import type { SelectionPolicy } from '../policy/policy.ts';
import type { QuotaReport } from '../policy/quota-report.ts';
import type { Outcome } from '../policy/settle.ts';
import type { DecisionRecord, Quota } from '../quota.ts';

/** One step of a random history. Leases are named by the step that asked for them, whether it got one or not. */
export type Operation =
  | {
      readonly op: 'reserve';
      readonly user: number;
      readonly key: number;
      readonly variant: number;
      readonly door: Door;
      readonly group: 'fresh' | 'uncertain' | undefined;
      readonly paidAccess: boolean;
      readonly introduced: boolean;
      readonly repeats: boolean;
      readonly keyless: boolean;
    }
  | {
      readonly op: 'settle';
      readonly back: number;
      readonly outcome: Outcome;
      readonly retryAfterMs: number | undefined;
      readonly report: QuotaReport | undefined;
      readonly again: 'any' | 'not_free' | undefined;
    }
  | { readonly op: 'paid_access'; readonly user: number; readonly paidAccess: boolean; readonly seq: number }
  | { readonly op: 'pass'; readonly ms: number };

const DOORS = ['ANY', 'ANY', 'ANY', 'FREE', 'PAID'] as const;
const OUTCOMES = [
  'answered',
  'answered',
  'answered',
  'failed',
  'refused',
  'refused',
  'not_sent',
  'unreachable',
  'lost',
] as const;
const PASSES = [0, 0, 1, 5, 30, 60, 100, 300, 1_100, 70_000, 3_600_000, 86_400_000, -20, -900, -6_000, -3_600_000];

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      op: fc.constant('reserve' as const),
      user: fc.nat(1),
      key: fc.nat(11),
      variant: fc.constantFrom(0, 0, 0, 0, 1),
      door: fc.constantFrom(...DOORS),
      group: fc.constantFrom('fresh' as const, 'fresh' as const, 'uncertain' as const, undefined),
      paidAccess: fc.boolean(),
      introduced: fc.constantFrom(true, true, true, false),
      repeats: fc.constantFrom(false, false, false, false, true),
      keyless: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      op: fc.constant('settle' as const),
      back: fc.nat(6),
      outcome: fc.constantFrom(...OUTCOMES),
      retryAfterMs: fc.constantFrom(undefined, 0, 50, 400, 90_000),
      report: fc.option(fc.record({ remaining: fc.nat(5), resetMs: fc.constantFrom(undefined, 0, 70, 2_000) }), {
        nil: undefined,
        freq: 3,
      }),
      again: fc.constantFrom(undefined, undefined, undefined, 'any' as const, 'not_free' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('paid_access' as const),
      user: fc.nat(1),
      paidAccess: fc.boolean(),
      seq: fc.nat(5),
    }),
  },
  { weight: 6, arbitrary: fc.record({ op: fc.constant('pass' as const), ms: fc.constantFrom(...PASSES) }) },
);

const policy: fc.Arbitrary<SelectionPolicy> = fc.record({
  free: fc.record({
    limit: fc.nat(4),
    blockMs: fc.constantFrom(0, 1, 100, 100, 1_000),
    blockStarts: fc.constantFrom('on_last_accept' as const, 'on_last_accept' as const, 'on_first_refusal' as const),
    refusalExtends: fc.boolean(),
    arrivalMs: fc.constantFrom(0, 50),
    probeMs: fc.constantFrom(40, 80),
    driftPpm: fc.constantFrom(0, 200),
    restAfter: fc.constantFrom(0, 1, 2, 3),
  }),
  allowancePerDay: fc.nat(4),
  unpaidWhenBlocked: fc.constantFrom('sponsor' as const, 'sponsor' as const, 'reject' as const),
  sponsoredPerHour: fc.nat(4),
  sponsoredPerUserPerDay: fc.nat(3),
  callTimeoutMs: fc.constant(40),
  leaseMs: fc.constantFrom(90, 200),
  keepKeyMs: fc.constant(120_000),
  paidTakesKey: fc.boolean(),
});

export interface History {
  readonly policy: SelectionPolicy;
  readonly startMs: number;
  readonly operations: readonly Operation[];
}

/** Random histories of the selection: two users, twelve keys, every outcome, clocks that jump both ways. */
export const history: fc.Arbitrary<History> = fc.record({
  policy,
  startMs: fc.constantFrom(1_700_000_000_000, 1_711_846_799_950),
  operations: fc.array(operation, { minLength: 50, maxLength: 50, size: 'max' }),
});

/**
 * Plays a history against a quota and tells what every step answered and left behind. Steps do
 * not wait for each other, so that a store behind a connection answers them in one go.
 */
export async function play<Left>(
  { operations, startMs }: History,
  quota: Quota,
  at: { set(nowMs: number): void; snapshot(userId: string, key: string): Promise<Left> },
): Promise<readonly unknown[]> {
  const told: Promise<unknown>[] = [];
  const asked: SelectionRequest[] = [];
  let nowMs = startMs;
  at.set(nowMs);
  operations.forEach((operation, step) => {
    switch (operation.op) {
      case 'pass':
        nowMs += operation.ms;
        at.set(nowMs);
        return;
      case 'paid_access':
        told.push(quota.setPaidAccess(`user-${operation.user}`, operation));
        return;
      case 'reserve': {
        const request = requestOf(operation, operation.repeats ? (asked.at(-1)?.leaseId ?? 'lease') : `lease-${step}`);
        asked.push(request);
        told.push(quota.reserve(request).then(inFull), at.snapshot(request.userId, request.key));
        return;
      }
      case 'settle': {
        const settled = asked.at(-1 - operation.back);
        if (settled === undefined) return;
        const request = { ...settled, leaseId: `lease-${step}` };
        const { outcome, again } = operation;
        const retryAfterMs = outcome === 'refused' ? operation.retryAfterMs : undefined;
        const report = outcome === 'answered' || outcome === 'failed' ? operation.report : undefined;
        told.push(
          quota.settle({ leaseId: settled.leaseId, outcome, retryAfterMs, report, again, request }).then(inFull),
          at.snapshot(request.userId, request.key),
        );
        asked.push(request);
      }
    }
  });
  return Promise.all(told);
}

/** As plain data: an adapter may unpack what a decision was made from only when asked. */
function inFull(record: DecisionRecord): DecisionRecord {
  return { ...record, before: record.before };
}

function requestOf(operation: Extract<Operation, { op: 'reserve' }>, leaseId: string): SelectionRequest {
  const { user, key, variant, door, group, introduced, paidAccess, keyless } = operation;
  return {
    userId: `user-${user}`,
    key: `key-${key}`,
    leaseId,
    fingerprint: `print-${key}-${variant}`,
    door,
    keepMs: keyless ? 0 : 120_000,
    group,
    user: introduced ? { left: 3, refreshDay: 19_676, paidAccess, paidAccessSeq: 2 } : undefined,
  };
}
