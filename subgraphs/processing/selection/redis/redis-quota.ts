import { AppError } from '../../../../kernel/errors/index.ts';
import { defineScript, type Redis, type RedisScript } from '../../../../kernel/redis/index.ts';
import { renew, type UserState } from '../policy/allowance.ts';
import { dayOf, zoneOffsetMs } from '../policy/calendar.ts';
import { advance } from '../policy/count-block.ts';
import type { Moment, SelectionRequest, Snapshot } from '../policy/decision.ts';
import type { SelectionPolicy } from '../policy/policy.ts';
import type { DecisionRecord, GroupReading, Quota, SettleRequest } from '../quota.ts';
import { decodeAnswer, encodePolicy, encodeRequest, encodeSettlement, type ScriptAnswer } from './decision-codec.ts';
import { decodeGroup, decodeRecord, decodeUser, packDoubles } from './state-codec.ts';

const RULES = ['./state.lua', './count-block.lua', './decision-table.lua'];
const RESERVE = selectionScript([...RULES, './reserve.lua']);
const SETTLE = selectionScript([...RULES, './settle.lua']);
const SET_PAID_ACCESS = defineScript([new URL('./set-paid-access.lua', import.meta.url)], Number);

export interface RedisQuotaOptions {
  /** Connection for decisions. */
  readonly decisions: Redis;
  /** A connection of its own for settling, which nobody waits for. */
  readonly settlements: Redis;
  readonly policy: SelectionPolicy;
  /** Zone in whose days the allowance is counted. */
  readonly zone: string;
  /** Name of the free provider's key: pods with the same name share one count. */
  readonly groupName: string;
  /** Replaces the server's clock, for tests. */
  readonly clock?: () => number;
}

/**
 * The quota in Redis: one EVALSHA a step, on the clock of the server. All keys of a group share a
 * hash tag. What a step decided survives the death of any pod; it survives the death of the server
 * as far as its own persistence does, and the caller introduces anew what was lost.
 */
export class RedisQuota implements Quota {
  readonly #options: RedisQuotaOptions;
  readonly #prefix: string;
  #policy: { readonly zoneOffsetMs: number; readonly packed: Buffer } | undefined;

  constructor(options: RedisQuotaOptions) {
    this.#options = options;
    this.#prefix = `{fp:${options.groupName}}`;
  }

  async reserve(request: SelectionRequest): Promise<DecisionRecord> {
    const { decisions } = this.#options;
    const { packed, zoneOffsetMs: offset } = this.#packedPolicy();
    const answer = await orUnavailable(
      decisions.run(RESERVE, {
        keys: this.#keys(request.userId, request.key),
        args: [packed, this.#packedRequest(request), request.leaseId, request.fingerprint],
      }),
    );
    return recordOf(answer, { request }, offset);
  }

  async settle({ request, ...settlement }: SettleRequest): Promise<DecisionRecord> {
    const { decisions, settlements, policy } = this.#options;
    const { packed, zoneOffsetMs: offset } = this.#packedPolicy();
    // Somebody waits for a new decision; for a mere booking nobody does.
    const redis = settlement.again === undefined ? settlements : decisions;
    const answer = await orUnavailable(
      redis.run(SETTLE, {
        keys: this.#keys(request.userId, request.key),
        args: [
          packed,
          this.#packedRequest(request),
          request.leaseId,
          request.fingerprint,
          encodeSettlement(settlement, policy),
          settlement.leaseId,
        ],
      }),
    );
    return recordOf(answer, { request, settlement }, offset);
  }

  async setPaidAccess(userId: string, change: { readonly paidAccess: boolean; readonly seq: number }): Promise<void> {
    await orUnavailable(
      this.#options.decisions.run(SET_PAID_ACCESS, {
        keys: [this.#userKey(userId)],
        args: [packDoubles([change.paidAccess ? 1 : 0, change.seq])],
      }),
    );
  }

  async user(userId: string): Promise<UserState | undefined> {
    const [packed, clockMs] = await Promise.all([this.#get(this.#userKey(userId)), this.#now()]);
    const user = packed === undefined ? undefined : decodeUser(packed);
    if (user === undefined || user.refreshDay === 0) return undefined;
    return renew(user, dayOf(clockMs, this.#packedPolicy().zoneOffsetMs), this.#options.policy.allowancePerDay);
  }

  async group(): Promise<GroupReading | undefined> {
    const [packed, clockMs] = await Promise.all([this.#get(this.#groupKey()), this.#now()]);
    if (packed === undefined) return undefined;
    const group = advance(decodeGroup(packed), clockMs, this.#options.policy.free);
    return { nowMs: group.lastNow, group };
  }

  /** What the next step about this user and key would read. */
  async snapshot(userId: string, key: string): Promise<Snapshot> {
    const [group, user, record] = await Promise.all(this.#keys(userId, key).map((name) => this.#get(name)));
    return {
      group: group && decodeGroup(group),
      user: user && decodeUser(user),
      record: record && decodeRecord(record),
    };
  }

  async #get(key: string): Promise<Buffer | undefined> {
    return (await orUnavailable(this.#options.decisions.command((redis) => redis.get(key)))) ?? undefined;
  }

  async #now(): Promise<number> {
    if (this.#options.clock) return this.#options.clock();
    const [seconds, micros] = await orUnavailable(this.#options.decisions.command((redis) => redis.time()));
    return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
  }

  #keys(userId: string, key: string): readonly string[] {
    return [this.#groupKey(), this.#userKey(userId), `${this.#prefix}:i:${key}`];
  }

  #groupKey(): string {
    return `${this.#prefix}:st`;
  }

  #userKey(userId: string): string {
    return `${this.#prefix}:u:${userId}`;
  }

  #packedRequest(request: SelectionRequest): Buffer {
    return encodeRequest(request, this.#options.clock?.() ?? 0);
  }

  /** The zone's offset comes from this process's calendar: only its hour matters, not its seconds. */
  #packedPolicy(): { readonly zoneOffsetMs: number; readonly packed: Buffer } {
    const { policy, zone, clock = Date.now } = this.#options;
    const offset = zoneOffsetMs(zone, clock());
    if (this.#policy?.zoneOffsetMs !== offset) {
      this.#policy = { zoneOffsetMs: offset, packed: encodePolicy(policy, offset) };
    }
    return this.#policy;
  }
}

function selectionScript(files: readonly string[]): RedisScript<ScriptAnswer> {
  return defineScript(
    files.map((file) => new URL(file, import.meta.url)),
    decodeAnswer,
  );
}

function recordOf(
  answer: ScriptAnswer,
  { request, settlement }: Pick<DecisionRecord, 'request' | 'settlement'>,
  offset: number,
): DecisionRecord {
  const moment: Moment = { clockMs: answer.clockMs, zoneOffsetMs: offset };
  return {
    moment,
    request,
    ...(settlement === undefined ? {} : { settlement }),
    get before() {
      return answer.before;
    },
    decision: answer.decisionFor(request),
  };
}

async function orUnavailable<Reply>(reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (error) {
    throw new AppError('QUOTA_STORE_UNAVAILABLE', { retryAfterMs: 1_000, cause: error });
  }
}
