import type { UserState } from '../policy/allowance.ts';
import type { Provider, Reason } from '../policy/decision.ts';
import type { GroupState } from '../policy/group-state.ts';
import type { KeyRecord } from '../policy/key-record.ts';

/** In the order of their numbers in state.lua, from 1. */
const REASONS = [
  'free_open',
  'free_probe',
  'free_blocked',
  'free_probing',
  'free_failed',
  'taken_over',
  'free_trigger',
] as const satisfies readonly Reason[];

const RECORD_DOUBLES = 11;

/** Packs numbers as the scripts unpack them: little-endian doubles, exact up to 2^53. */
export function packDoubles(values: readonly number[]): Buffer {
  const packed = Buffer.allocUnsafe(values.length * 8);
  for (const [index, value] of values.entries()) packed.writeDoubleLE(value, index * 8);
  return packed;
}

function double(packed: Buffer, index: number): number {
  return packed.readDoubleLE(index * 8);
}

/** In the order of state.lua, as all below. */
export function decodeGroup(packed: Buffer): GroupState {
  return {
    possiblyCounted: double(packed, 0),
    surelyCounted: double(packed, 1),
    blockedUntil: double(packed, 2),
    latestCommit: double(packed, 3),
    batch: double(packed, 4),
    serialOwed: double(packed, 5),
    probeUntil: double(packed, 6),
    failedInARow: double(packed, 7),
    restUntil: double(packed, 8),
    lastNow: double(packed, 9),
    sponsorHour: double(packed, 10),
    sponsoredThisHour: double(packed, 11),
    freeAnswered: double(packed, 12),
    freeRefused: double(packed, 13),
    freeNotSent: double(packed, 14),
    freeUnknown: double(packed, 15),
    paid: double(packed, 16),
    boundCount: double(packed, 17),
    boundBlockedUntil: double(packed, 18),
    boundPaid: double(packed, 19),
  };
}

export function decodeUser(packed: Buffer): UserState {
  return {
    left: double(packed, 0),
    refreshDay: double(packed, 1),
    paidAccess: double(packed, 2) === 1,
    paidAccessSeq: double(packed, 3),
    sponsoredDay: double(packed, 4),
    sponsoredToday: double(packed, 5),
  };
}

export function providerOf(number: number): Provider {
  return number === 1 ? 'free' : 'paid';
}

export function reasonOf(number: number): Reason {
  const reason = REASONS[number - 1];
  if (reason === undefined) throw new RangeError(`a selection script gave reason ${number}`);
  return reason;
}

export function decodeRecord(packed: Buffer): KeyRecord {
  const [leaseId = '', fingerprint = ''] = packed.toString('utf8', RECORD_DOUBLES * 8).split('\0');
  return {
    leaseId,
    fingerprint,
    provider: providerOf(double(packed, 0)),
    reason: reasonOf(double(packed, 1)),
    attempt: double(packed, 2),
    settled: double(packed, 3) === 1,
    call: { batch: double(packed, 4), probeUntil: double(packed, 5) },
    period: double(packed, 6),
    sponsorship: { hour: double(packed, 7), day: double(packed, 8) },
    expiresAt: double(packed, 9),
    forgetAt: double(packed, 10),
  };
}
