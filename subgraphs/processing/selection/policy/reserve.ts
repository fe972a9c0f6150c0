import { introduce, renew, UNKNOWN_USER } from './allowance.ts';
import { dayOf } from './calendar.ts';
import { advance } from './count-block.ts';
import type { Circumstances, Decision, SelectionRequest, Snapshot, Step } from './decision.ts';
import { choose, grantedBy, worthKeeping } from './decision-table.ts';
import { FRESH_GROUP, uncertainGroup } from './group-state.ts';
import { recall, type KeyRecord } from './key-record.ts';
import { countArrival } from './lower-bound.ts';
import type { SelectionPolicy } from './policy.ts';

/**
 * Decides one request: what its key already stands for, then the table. What it grants is taken
 * in the same step. When it grants nothing it changes nothing, except that it keeps what the
 * caller introduced.
 */
export function reserve(before: Snapshot, request: SelectionRequest, { moment, policy }: Circumstances): Step {
  const { record } = before;
  const known = introduceMissing(before, request, policy);
  const group = known.group === undefined ? undefined : advance(known.group, moment.clockMs, policy.free);
  const nowMs = group?.lastNow ?? moment.clockMs;
  const stay = (decision: Decision): Step => ({ decision, after: before });

  const recollection = recall(record, request, nowMs);
  if (record !== undefined && recollection !== 'new') {
    if (recollection === 'other_request') return stay({ kind: 'key_reused' });
    if (recollection === 'same_lease') return stay(grantedBy(record, request));
    if (recollection === 'running') {
      return stay({ kind: 'in_progress', retryAfterMs: Math.min(1_000, record.expiresAt - nowMs) });
    }
    // Abandoned. A free call may be made again, it costs nobody anything; a paid one only under the provider's own key.
    if (record.provider === 'paid') {
      if (!policy.paidTakesKey) return stay({ kind: 'outcome_unknown' });
      const takenOver = takeOver(record, request, nowMs + policy.leaseMs);
      return { decision: grantedBy(takenOver, request), after: { ...before, record: takenOver } };
    }
  }

  const today = dayOf(nowMs, moment.zoneOffsetMs);
  const { user } = known;
  if (group === undefined || user === undefined || user.refreshDay === 0) {
    const unknownUser = user === undefined || user.refreshDay === 0;
    return stay({ kind: 'unknown', user: unknownUser, group: group === undefined, refreshDay: today + 1 });
  }

  const abandoned = recollection === 'abandoned' ? record : undefined;
  const chosen = choose(
    {
      request,
      group,
      user: renew(user, today, policy.allowancePerDay),
      attempt: (abandoned?.attempt ?? 0) + 1,
      avoidFree: false,
      unitHeld: abandoned?.period ?? 0,
    },
    { moment, policy },
  );
  if (chosen.kind === 'denied') return { decision: chosen.decision, after: known };
  return {
    decision: grantedBy(chosen.record, request),
    after: {
      group: abandoned === undefined ? countArrival(chosen.group, policy.free) : chosen.group,
      user: chosen.user,
      record: worthKeeping(chosen.record, request),
    },
  };
}

function introduceMissing(before: Snapshot, request: SelectionRequest, policy: SelectionPolicy): Snapshot {
  const introduced = request.group === 'uncertain' ? uncertainGroup(policy.free.limit) : FRESH_GROUP;
  return {
    group: before.group ?? (request.group === undefined ? undefined : introduced),
    user: request.user === undefined ? before.user : introduce(before.user ?? UNKNOWN_USER, request.user),
    record: before.record,
  };
}

function takeOver(record: KeyRecord, { leaseId }: SelectionRequest, expiresAt: number): KeyRecord {
  // Never forgotten while its new holder is at work.
  const forgetAt = Math.max(record.forgetAt, expiresAt);
  return { ...record, leaseId, attempt: record.attempt + 1, reason: 'taken_over', settled: false, expiresAt, forgetAt };
}
