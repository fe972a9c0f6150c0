import { AppError } from '../../../../kernel/errors/index.ts';
import { defineScript, type Redis, type RedisScript } from '../../../../kernel/redis/index.ts';
import { renew, type UserState } from '../policy/allowance.ts';
import { dayOf, zoneOffsetMs } from '../policy/calendar.ts';
import { advance } from '../policy/count-block.ts';
import type { SelectionRequest, Snapshot } from '../policy/decision.ts';
import type { SelectionPolicy } from '../policy/policy.ts';
import type { DecisionRecord, GroupReading, Quota, SettleRequest } from '../quota.ts';
import { asAnswer, encodeRequest, encodeSettlement, ScriptRecord, type ScriptAnswer } from './decision-codec.ts';
import { policyConstants } from './policy-constants.ts';
import { decodeGroup, decodeRecord, decodeUser, packDoubles } from './state-codec.ts';

const RULES = ['./state.lua', './count-block.lua', './decision-table.lua'];
const RESERVE = [...RULES, './lower-bound.lua', './reserve.lua'];
const SETTLE = [...RULES, './outcome.lua', './settle.lua'];
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

/** The scripts with a policy's numbers in them, as of one offset of the allowance's zone. */
interface Scripts {
  readonly zoneOffsetMs: number;
  readonly reserve: RedisScript<ScriptAnswer>;
  readonly settle: RedisScript<ScriptAnswer>;
}

/**
 * The quota in Redis: one EVALSHA a step, on the clock of the server. All keys of a group share a
 * hash tag. What a step decided survives the death of any pod; it survives the death of the server
 * as far as its own persistence does, and the caller introduces anew what was lost.
 */
export class RedisQuota implements Quota {
  readonly #options: RedisQuotaOptions;
  readonly #prefix: string;
  #scripts: Scripts | undefined;

  constructor(options: RedisQuotaOptions) {
    this.#options = options;
    this.#prefix = `{fp:${options.groupName}}`;
  }

  /** Makes the scripts known to the server, so that the first decision takes one round trip too. */
  async load(): Promise<void> {
    const { reserve, settle } = this.#scriptsNow();
    for (const script of [reserve, settle, SET_PAID_ACCESS])
      await this.#options.decisions.command((redis) => redis.scriptLoad(script.source)).catch(throwUnavailable);
  }

  reserve(request: SelectionRequest): Promise<DecisionRecord> {
    const scripts = this.#scriptsNow();
    const call = { keys: this.#keys(request.userId, request.key), args: encodeRequest(request, this.#clockMs()) };
    return this.#options.decisions
      .run(scripts.reserve, call)
      .then((answer) => new ScriptRecord(answer, { request }, scripts.zoneOffsetMs), throwUnavailable);
  }

  settle({ request, ...settlement }: SettleRequest): Promise<DecisionRecord> {
    const { decisions, settlements, policy } = this.#options;
    const scripts = this.#scriptsNow();
    // Somebody waits for a new decision; for a mere booking nobody does.
    const redis = settlement.again === undefined ? settlements : decisions;
    const call = {
      keys: this.#keys(request.userId, request.key),
      args: [...encodeRequest(request, this.#clockMs()), ...encodeSettlement(settlement, policy.free)],
    };
    return redis
      .run(scripts.settle, call)
      .then((answer) => new ScriptRecord(answer, { request, settlement }, scripts.zoneOffsetMs), throwUnavailable);
  }

  async setPaidAccess(userId: string, change: { readonly paidAccess: boolean; readonly seq: number }): Promise<void> {
    const call = { keys: [this.#userKey(userId)], args: [packDoubles([change.paidAccess ? 1 : 0, change.seq])] };
    await this.#options.decisions.run(SET_PAID_ACCESS, call).catch(throwUnavailable);
  }

  async user(userId: string): Promise<UserState | undefined> {
    const [packed, clockMs] = await Promise.all([this.#get(this.#userKey(userId)), this.#now()]);
    const user = packed === undefined ? undefined : decodeUser(packed);
    if (user === undefined || user.refreshDay === 0) return undefined;
    return renew(user, dayOf(clockMs, this.#scriptsNow().zoneOffsetMs), this.#options.policy.allowancePerDay);
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
    const value = await this.#options.decisions.command((redis) => redis.get(key)).catch(throwUnavailable);
    return value ?? undefined;
  }

  async #now(): Promise<number> {
    if (this.#options.clock) return this.#options.clock();
    const [seconds, micros] = await this.#options.decisions.command((redis) => redis.time()).catch(throwUnavailable);
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

  /** 0: the server's own. */
  #clockMs(): number {
    return this.#options.clock?.() ?? 0;
  }

  /** The zone's offset comes from this process's calendar: only its hour matters, not its seconds. */
  #scriptsNow(): Scripts {
    const { policy, zone, clock = Date.now } = this.#options;
    const offset = zoneOffsetMs(zone, clock());
    if (this.#scripts?.zoneOffsetMs !== offset) {
      const constants = policyConstants(policy, offset);
      const script = (files: readonly string[]): RedisScript<ScriptAnswer> =>
        defineScript(
          files.map((file) => new URL(file, import.meta.url)),
          asAnswer,
          constants,
        );
      this.#scripts = { zoneOffsetMs: offset, reserve: script(RESERVE), settle: script(SETTLE) };
    }
    return this.#scripts;
  }
}

function throwUnavailable(error: unknown): never {
  throw new AppError('QUOTA_STORE_UNAVAILABLE', { retryAfterMs: 1_000, cause: error });
}
