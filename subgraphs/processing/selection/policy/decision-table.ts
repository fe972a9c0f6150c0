import { takeUnit, type UserState } from './allowance.ts';
import { admits, isSerial, retryAfterMs, take } from './count-block.ts';
import type { Circumstances, Decision, Provider, Reason, SelectionRequest } from './decision.ts';
import { dayOf, hourOf } from './calendar.ts';
import type { GroupState } from './group-state.ts';
import type { KeyRecord } from './key-record.ts';
import type { FreeWindow, SelectionPolicy } from './policy.ts';
import { NOT_SPONSORED, sponsor, type Sponsorship } from './sponsor.ts';

/** A request whose key is free, with the state brought up to the clock. */
export interface Choice {
  readonly request: SelectionRequest;
  readonly group: GroupState;
  readonly user: UserState;
  /** 1 for the first provider asked for this key. */
  readonly attempt: number;
  /** The free provider has just failed this message. */
  readonly avoidFree: boolean;
  /** Period of a unit that an earlier attempt took and that is still spent; 0 for none. */
  readonly unitHeld: number;
}

/** Either a provider with everything it costs booked, or the reason why there is none. */
export type Chosen =
  | { readonly kind: 'granted'; readonly group: GroupState; readonly user: UserState; readonly record: KeyRecord }
  | { readonly kind: 'denied'; readonly decision: Decision };

/**
 * The decision table. Two questions, kept apart: is the user entitled (a unit left, or paid
 * access)? Which provider does the work (free if it admits, else paid)? A denied request
 * changes nothing.
 */
export function choose(choice: Choice, { moment, policy }: Circumstances): Chosen {
  const denied = refuseAtDoor(choice);
  if (denied !== undefined) return { kind: 'denied', decision: denied };

  const takesUnit = choice.unitHeld === 0 && choice.user.left > 0;
  const user = takesUnit ? takeUnit(choice.user) : choice.user;
  const period = takesUnit ? user.refreshDay : choice.unitHeld;
  const grant = (provider: Provider, reason: Reason, booked: Booked): Chosen => ({
    kind: 'granted',
    group: booked.group,
    user: booked.user,
    record: recordOf(
      choice,
      { provider, reason, period, sponsorship: booked.sponsorship, group: booked.group },
      policy,
    ),
  });

  if (!choice.avoidFree && admits(choice.group, policy.free)) {
    return grant('free', whyFree(choice.group, policy.free), {
      group: take(choice.group, policy.free),
      user,
      sponsorship: NOT_SPONSORED,
    });
  }
  const reason = whyNotFree(choice, policy.free);
  const group = { ...choice.group, paid: choice.group.paid + 1 };
  if (user.paidAccess) return grant('paid', reason, { group, user, sponsorship: NOT_SPONSORED });

  const sponsorship = { hour: hourOf(group.lastNow), day: dayOf(group.lastNow, moment.zoneOffsetMs) };
  const sponsored = sponsor({ group, user }, sponsorship, policy);
  if (sponsored !== undefined) return grant('paid', reason, { ...sponsored, sponsorship });
  return { kind: 'denied', decision: { kind: 'free_blocked', retryAfterMs: retryAfterMs(choice.group) } };
}

interface Booked {
  readonly group: GroupState;
  readonly user: UserState;
  readonly sponsorship: Sponsorship;
}

function refuseAtDoor({ user, unitHeld, request }: Choice): Decision | undefined {
  if (unitHeld > 0) return undefined;
  if (user.left <= 0 && !user.paidAccess) return { kind: 'allowance_exhausted', refreshDay: user.refreshDay };
  if (request.door === 'FREE' && user.left <= 0) return { kind: 'redirected', to: 'PAID' };
  if (request.door === 'PAID' && user.left > 0) return { kind: 'redirected', to: 'FREE' };
  return undefined;
}

function whyFree(group: GroupState, window: FreeWindow): Reason {
  if (group.serialOwed > 0) return 'free_probe';
  return isSerial(group, window) ? 'free_trigger' : 'free_open';
}

function whyNotFree({ avoidFree, group }: Choice, window: FreeWindow): Reason {
  if (avoidFree) return 'free_failed';
  return group.blockedUntil === 0 && isSerial(group, window) ? 'free_probing' : 'free_blocked';
}

function recordOf(
  { request, attempt }: Choice,
  granted: Pick<KeyRecord, 'provider' | 'reason' | 'period' | 'sponsorship'> & { readonly group: GroupState },
  policy: SelectionPolicy,
): KeyRecord {
  const { group, ...chosen } = granted;
  const isFree = chosen.provider === 'free';
  return {
    ...chosen,
    leaseId: request.leaseId,
    fingerprint: request.fingerprint,
    attempt,
    settled: false,
    call: isFree ? { batch: group.batch, probeUntil: group.probeUntil } : { batch: 0, probeUntil: 0 },
    expiresAt: group.lastNow + policy.leaseMs,
    forgetAt: group.lastNow + (request.keepMs > 0 ? request.keepMs : 2 * policy.leaseMs),
  };
}

/** The record, unless nobody can come back with the key and there is nothing to settle: a paid call that cost the user nothing. */
export function worthKeeping(record: KeyRecord, { keepMs }: SelectionRequest): KeyRecord | undefined {
  const costsNothing = record.provider === 'paid' && record.period === 0 && record.sponsorship.hour === 0;
  return keepMs === 0 && costsNothing ? undefined : record;
}

/** The answer to a request whose key this record now holds. */
export function grantedBy(record: KeyRecord, request: SelectionRequest): Decision {
  return {
    kind: 'granted',
    lease: {
      id: record.leaseId,
      userId: request.userId,
      key: request.key,
      provider: record.provider,
      reason: record.reason,
      attempt: record.attempt,
      sponsored: record.sponsorship.hour > 0,
      period: record.period,
    },
  };
}
