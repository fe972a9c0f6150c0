import { giveUnitBack, renew } from './allowance.ts';
import { dayOf } from './calendar.ts';
import { advance, commit, refuse, release, type FreeCall } from './count-block.ts';
import type { Circumstances, SelectionRequest, Snapshot, Step } from './decision.ts';
import { choose, grantedBy, worthKeeping } from './decision-table.ts';
import type { GroupState } from './group-state.ts';
import type { KeyRecord } from './key-record.ts';
import { noteHealth } from './health.ts';
import type { FreeWindow } from './policy.ts';
import { resync, type QuotaReport } from './quota-report.ts';
import { cancelSponsorship } from './sponsor.ts';

/**
 * What became of a call. `answered`: counted, and there is an answer. `failed`: counted, without
 * an answer. `refused`: the provider would not take it. `not_sent`: it surely never reached the
 * provider, by our own doing; `unreachable`: by the provider's. `lost`: nobody knows.
 */
export type Outcome = 'answered' | 'failed' | 'refused' | 'not_sent' | 'unreachable' | 'lost';

export interface Settlement {
  readonly leaseId: string;
  readonly outcome: Outcome;
  /** The provider's own word on how long it blocks; only with `refused`. */
  readonly retryAfterMs?: number | undefined;
  /** Where the provider says its count stands; only with `answered` and `failed`. */
  readonly report?: QuotaReport | undefined;
  /** Decide anew in the same step: by any provider, or without the free one. */
  readonly again?: 'any' | 'not_free' | undefined;
}

/**
 * Books the outcome of a lease, once: a lease that is settled, taken over or forgotten is
 * ignored. A unit of the allowance and a sponsored call are given back unless there is an
 * answer or the outcome is unknown. `request` carries the next attempt's lease.
 */
export function settle(
  before: Snapshot,
  settlement: Settlement & { readonly request: SelectionRequest },
  { moment, policy }: Circumstances,
): Step {
  const { record, user } = before;
  const { outcome, request } = settlement;
  if (before.group === undefined || user === undefined || !holds(record, settlement.leaseId)) {
    return { decision: { kind: 'ignored' }, after: before };
  }
  const group = book(advance(before.group, moment.clockMs, policy.free), settlement, { record, window: policy.free });
  if (outcome === 'answered') {
    return { decision: { kind: 'settled' }, after: { group, user, record: { ...record, settled: true } } };
  }
  const isLost = outcome === 'lost';
  const undone = isLost
    ? { group, user }
    : cancelSponsorship({ group, user: giveUnitBack(user, record.period) }, record.sponsorship);
  // Whoever comes next with the key of a lost attempt goes on from it, at once.
  const left = isLost ? { ...record, expiresAt: Math.min(record.expiresAt, group.lastNow) } : undefined;
  if (settlement.again === undefined) {
    return { decision: { kind: 'settled' }, after: { ...undone, record: left } };
  }
  const chosen = choose(
    {
      request,
      group: undone.group,
      user: renew(undone.user, dayOf(group.lastNow, moment.zoneOffsetMs), policy.allowancePerDay),
      attempt: record.attempt + 1,
      avoidFree: settlement.again === 'not_free',
      unitHeld: isLost ? record.period : 0,
    },
    { moment, policy },
  );
  if (chosen.kind === 'denied') return { decision: chosen.decision, after: { ...undone, record: left } };
  return {
    decision: grantedBy(chosen.record, request),
    after: { group: chosen.group, user: chosen.user, record: worthKeeping(chosen.record, request) },
  };
}

function holds(record: KeyRecord | undefined, leaseId: string): record is KeyRecord {
  return record !== undefined && !record.settled && record.leaseId === leaseId;
}

function book(
  group: GroupState,
  { outcome, retryAfterMs, report }: Settlement,
  { record, window }: { readonly record: KeyRecord; readonly window: FreeWindow },
): GroupState {
  if (record.provider === 'paid') return group;
  const served = outcome === 'answered' ? { ...group, freeAnswered: group.freeAnswered + 1 } : group;
  return noteHealth(
    countCall(served, { outcome, retryAfterMs, report }, { call: record.call, window }),
    outcome,
    window,
  );
}

function countCall(
  group: GroupState,
  { outcome, retryAfterMs, report }: Omit<Settlement, 'leaseId'>,
  { call, window }: { readonly call: FreeCall; readonly window: FreeWindow },
): GroupState {
  switch (outcome) {
    case 'answered':
    case 'failed':
      return report === undefined ? commit(group, call, window) : resync(group, { ...call, report }, window);
    case 'refused':
      return refuse(group, { ...call, retryAfterMs }, window);
    case 'not_sent':
    case 'unreachable':
      return release(group, call, window);
    case 'lost':
      return group;
  }
}
