import { guardedMs, type SelectionPolicy } from '../policy/policy.ts';
import type { Decision, Door, SelectionRequest, Snapshot } from '../policy/decision.ts';
import { grantedBy } from '../policy/decision-table.ts';
import type { Outcome, Settlement } from '../policy/settle.ts';
import { decodeGroup, decodeRecord, decodeUser, packDoubles } from './state-codec.ts';

const DOORS: Readonly<Record<Door, number>> = { ANY: 0, FREE: 1, PAID: 2 };
const OUTCOMES: Readonly<Record<Outcome, number>> = { answered: 1, failed: 2, refused: 3, not_sent: 4, lost: 5 };
const HEADER_BYTES = 64;

export function encodePolicy(policy: SelectionPolicy, zoneOffsetMs: number): Buffer {
  const { free } = policy;
  return packDoubles([
    free.limit,
    free.blockMs,
    guardedMs(free.blockMs, free),
    free.arrivalMs,
    free.probeMs,
    policy.allowancePerDay,
    policy.unpaidWhenBlocked === 'sponsor' ? 1 : 0,
    policy.sponsoredPerHour,
    policy.sponsoredPerUserPerDay,
    policy.leaseMs,
    policy.paidTakesKey ? 1 : 0,
    zoneOffsetMs,
  ]);
}

/** `clockMs` 0: the server's own clock. */
export function encodeRequest(request: SelectionRequest, clockMs: number): Buffer {
  const { user, group } = request;
  return packDoubles([
    clockMs,
    DOORS[request.door],
    request.keepMs,
    user === undefined ? 0 : 1,
    user?.left ?? 0,
    user?.refreshDay ?? 0,
    user?.paidAccess === true ? 1 : 0,
    user?.paidAccessSeq ?? 0,
    group === undefined ? 0 : group === 'fresh' ? 1 : 2,
  ]);
}

export function encodeSettlement({ outcome, retryAfterMs, again }: Settlement, { free }: SelectionPolicy): Buffer {
  return packDoubles([
    OUTCOMES[outcome],
    retryAfterMs === undefined ? -1 : guardedMs(retryAfterMs, free),
    again === undefined ? 0 : again === 'any' ? 1 : 2,
  ]);
}

/** An answer of the scripts, before it is known whom it is for. */
export interface ScriptAnswer {
  readonly clockMs: number;
  readonly before: Snapshot;
  decisionFor(request: SelectionRequest): Decision;
}

export function decodeAnswer(raw: unknown): ScriptAnswer {
  if (!Buffer.isBuffer(raw)) throw new TypeError('a selection script answered something else than a string');
  const header = (index: number): number => raw.readDoubleLE(index * 8);
  const groupEnd = HEADER_BYTES + header(5);
  const userEnd = groupEnd + header(6);
  const recordEnd = userEnd + header(7);
  return {
    clockMs: header(1),
    // Most records are counted and never read: what they were decided from is decoded when somebody looks.
    get before() {
      return {
        group: groupEnd > HEADER_BYTES ? decodeGroup(raw.subarray(HEADER_BYTES, groupEnd)) : undefined,
        user: userEnd > groupEnd ? decodeUser(raw.subarray(groupEnd, userEnd)) : undefined,
        record: recordEnd > userEnd ? decodeRecord(raw.subarray(userEnd, recordEnd)) : undefined,
      };
    },
    decisionFor: (request) =>
      decodeDecision([header(0), header(2), header(3), header(4)], raw.subarray(recordEnd), request),
  };
}

function decodeDecision(header: readonly number[], granted: Buffer, request: SelectionRequest): Decision {
  const [kind = 0, a = 0, b = 0, c = 0] = header;
  switch (kind) {
    case 1:
      return grantedBy(decodeRecord(granted), request);
    case 2:
      return { kind: 'allowance_exhausted', refreshDay: a };
    case 3:
      return { kind: 'free_blocked', retryAfterMs: a };
    case 4:
      return { kind: 'redirected', to: a === 1 ? 'FREE' : 'PAID' };
    case 5:
      return { kind: 'in_progress', retryAfterMs: a };
    case 6:
      return { kind: 'key_reused' };
    case 7:
      return { kind: 'outcome_unknown' };
    case 8:
      return { kind: 'unknown', user: a === 1, group: b === 1, refreshDay: c };
    case 9:
      return { kind: 'ignored' };
    case 10:
      return { kind: 'settled' };
    default:
      throw new RangeError(`a selection script answered kind ${kind}`);
  }
}
