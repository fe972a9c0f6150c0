import { guardedMs, type FreeWindow } from '../policy/policy.ts';
import type { Decision, Door, Moment, SelectionRequest, Snapshot } from '../policy/decision.ts';
import type { Outcome, Settlement } from '../policy/settle.ts';
import type { DecisionRecord } from '../quota.ts';
import { decodeGroup, decodeRecord, decodeUser, packDoubles, providerOf, reasonOf } from './state-codec.ts';

const DOORS: Readonly<Record<Door, string>> = { ANY: '0', FREE: '1', PAID: '2' };
const OUTCOMES: Readonly<Record<Outcome, string>> = {
  answered: '1',
  failed: '2',
  refused: '3',
  not_sent: '4',
  unreachable: '5',
  lost: '6',
};
const HEADER_BYTES = 80;

/** ARGV[1] to ARGV[5] of state.lua. Mere text where it can be: the client sends that in one piece. `clockMs` 0: the server's own. */
export function encodeRequest(request: SelectionRequest, clockMs: number): readonly (string | Buffer)[] {
  const { leaseId, fingerprint, door, keepMs } = request;
  return [leaseId, fingerprint, DOORS[door], String(keepMs), encodeFacts(request, clockMs)];
}

function encodeFacts({ user, group }: SelectionRequest, clockMs: number): string | Buffer {
  if (clockMs === 0 && user === undefined && group === undefined) return '';
  return packDoubles([
    clockMs,
    user === undefined ? 0 : 1,
    user?.left ?? 0,
    user?.refreshDay ?? 0,
    user?.paidAccess === true ? 1 : 0,
    user?.paidAccessSeq ?? 0,
    group === undefined ? 0 : group === 'fresh' ? 1 : 2,
  ]);
}

/** ARGV[6] to ARGV[9] of settle.lua. */
export function encodeSettlement(settlement: Settlement, window: FreeWindow): readonly (string | Buffer)[] {
  const { leaseId, outcome, again, retryAfterMs, report } = settlement;
  const guarded = (ms: number | undefined): number => (ms === undefined ? -1 : guardedMs(ms, window));
  const isSilent = retryAfterMs === undefined && report === undefined;
  return [
    leaseId,
    OUTCOMES[outcome],
    again === undefined ? '0' : again === 'any' ? '1' : '2',
    isSilent ? '' : packDoubles([guarded(retryAfterMs), report?.remaining ?? -1, guarded(report?.resetMs)]),
  ];
}

/** What the scripts answer, still packed. */
export type ScriptAnswer = Buffer;

export function asAnswer(raw: unknown): ScriptAnswer {
  if (Buffer.isBuffer(raw)) return raw;
  throw new TypeError('a selection script answered something else than a string');
}

/** An answer unpacked, for the request it was given to. */
export class ScriptRecord implements DecisionRecord {
  readonly #answer: ScriptAnswer;
  readonly moment: Moment;
  readonly request: SelectionRequest;
  readonly settlement?: Settlement;
  readonly decision: Decision;

  constructor(
    answer: ScriptAnswer,
    { request, settlement }: Pick<DecisionRecord, 'request' | 'settlement'>,
    zoneOffsetMs: number,
  ) {
    this.#answer = answer;
    this.moment = { clockMs: answer.readDoubleLE(8), zoneOffsetMs };
    this.request = request;
    if (settlement !== undefined) this.settlement = settlement;
    this.decision = decodeDecision(answer, request);
  }

  /** Most records are counted and never read: what they were decided from is unpacked when somebody looks. */
  get before(): Snapshot {
    return decodeSnapshot(this.#answer);
  }

  /** A getter of a class is no property of its own, which a log line would leave out. */
  toJSON(): DecisionRecord {
    const { moment, request, settlement, before, decision } = this;
    return { moment, request, ...(settlement === undefined ? {} : { settlement }), before, decision };
  }
}

function decodeSnapshot(raw: ScriptAnswer): Snapshot {
  const groupEnd = HEADER_BYTES + raw.readDoubleLE(56);
  const userEnd = groupEnd + raw.readDoubleLE(64);
  const recordEnd = userEnd + raw.readDoubleLE(72);
  return {
    group: groupEnd > HEADER_BYTES ? decodeGroup(raw.subarray(HEADER_BYTES, groupEnd)) : undefined,
    user: userEnd > groupEnd ? decodeUser(raw.subarray(groupEnd, userEnd)) : undefined,
    record: recordEnd > userEnd ? decodeRecord(raw.subarray(userEnd, recordEnd)) : undefined,
  };
}

function decodeDecision(raw: ScriptAnswer, { leaseId, userId, key }: SelectionRequest): Decision {
  const kind = raw.readDoubleLE(0);
  const a = raw.readDoubleLE(16);
  switch (kind) {
    case 1:
      return {
        kind: 'granted',
        lease: {
          id: leaseId,
          userId,
          key,
          provider: providerOf(a),
          reason: reasonOf(raw.readDoubleLE(24)),
          attempt: raw.readDoubleLE(32),
          sponsored: raw.readDoubleLE(40) > 0,
          period: raw.readDoubleLE(48),
        },
      };
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
      return { kind: 'unknown', user: a === 1, group: raw.readDoubleLE(24) === 1, refreshDay: raw.readDoubleLE(32) };
    case 9:
      return { kind: 'ignored' };
    case 10:
      return { kind: 'settled' };
    default:
      throw new RangeError(`a selection script answered kind ${kind}`);
  }
}
