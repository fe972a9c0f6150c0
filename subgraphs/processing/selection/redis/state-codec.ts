import type { UserState } from '../policy/allowance.ts';
import type { Reason } from '../policy/decision.ts';
import type { GroupState } from '../policy/group-state.ts';
import type { KeyRecord } from '../policy/key-record.ts';

/** The order of state.lua. */
const GROUP_FIELDS = [
  'possiblyCounted',
  'surelyCounted',
  'blockedUntil',
  'latestCommit',
  'batch',
  'serialOwed',
  'probeUntil',
  'lastNow',
  'sponsorHour',
  'sponsoredThisHour',
  'freeCounted',
  'freeRefused',
  'freeNotSent',
  'freeUnknown',
  'paid',
  'boundCount',
  'boundBlockedUntil',
  'boundPaid',
] as const satisfies readonly (keyof GroupState)[];

/** In the order of their numbers in state.lua, from 1. */
const REASONS = [
  'free_open',
  'free_probe',
  'free_blocked',
  'free_probing',
  'free_failed',
  'taken_over',
] as const satisfies readonly Reason[];

const RECORD_DOUBLES = 11;

/** Packs numbers as the scripts unpack them: little-endian doubles, exact up to 2^53. */
export function packDoubles(values: readonly number[]): Buffer {
  const packed = Buffer.allocUnsafe(values.length * 8);
  values.forEach((value, index) => packed.writeDoubleLE(value, index * 8));
  return packed;
}

export function unpackDoubles(packed: Buffer, count: number): number[] {
  return Array.from({ length: count }, (_, index) => packed.readDoubleLE(index * 8));
}

export function decodeGroup(packed: Buffer): GroupState {
  const values = unpackDoubles(packed, GROUP_FIELDS.length);
  return Object.fromEntries(GROUP_FIELDS.map((field, index) => [field, values[index]])) as Record<
    (typeof GROUP_FIELDS)[number],
    number
  >;
}

export function decodeUser(packed: Buffer): UserState {
  const [left = 0, refreshDay = 0, paidAccess = 0, paidAccessSeq = 0, sponsoredDay = 0, sponsoredToday = 0] =
    unpackDoubles(packed, 6);
  return { left, refreshDay, paidAccess: paidAccess === 1, paidAccessSeq, sponsoredDay, sponsoredToday };
}

export function decodeRecord(packed: Buffer): KeyRecord {
  const [
    provider = 0,
    reason = 0,
    attempt = 0,
    settled = 0,
    batch = 0,
    probeUntil = 0,
    period = 0,
    hour = 0,
    day = 0,
    expiresAt = 0,
    forgetAt = 0,
  ] = unpackDoubles(packed, RECORD_DOUBLES);
  const [leaseId = '', fingerprint = ''] = packed.toString('utf8', RECORD_DOUBLES * 8).split('\0');
  return {
    leaseId,
    fingerprint,
    provider: provider === 1 ? 'free' : 'paid',
    reason: REASONS[reason - 1] ?? 'free_open',
    attempt,
    settled: settled === 1,
    call: { batch, probeUntil },
    period,
    sponsorship: { hour, day },
    expiresAt,
    forgetAt,
  };
}
