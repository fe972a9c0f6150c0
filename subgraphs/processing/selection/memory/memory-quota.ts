import { renew, setPaidAccess, UNKNOWN_USER, type UserState } from '../policy/allowance.ts';
import { dayOf, zoneOffsetMs } from '../policy/calendar.ts';
import { advance } from '../policy/count-block.ts';
import type { Moment, SelectionRequest, Snapshot } from '../policy/decision.ts';
import type { GroupState } from '../policy/group-state.ts';
import type { KeyRecord } from '../policy/key-record.ts';
import type { SelectionPolicy } from '../policy/policy.ts';
import { reserve } from '../policy/reserve.ts';
import { settle } from '../policy/settle.ts';
import type { DecisionRecord, GroupReading, Quota, SettleRequest } from '../quota.ts';

export interface MemoryQuotaOptions {
  readonly policy: SelectionPolicy;
  /** Zone in whose days the allowance is counted. */
  readonly zone: string;
  readonly now?: () => number;
}

const SWEEP_EVERY = 1_024;

/** The model behind the port, for a single process: what it knows is gone when the process is. */
export class MemoryQuota implements Quota {
  readonly #policy: SelectionPolicy;
  readonly #zone: string;
  readonly #now: () => number;
  readonly #users = new Map<string, UserState>();
  readonly #records = new Map<string, KeyRecord>();
  #group: GroupState | undefined;
  #steps = 0;

  constructor({ policy, zone, now = Date.now }: MemoryQuotaOptions) {
    this.#policy = policy;
    this.#zone = zone;
    this.#now = now;
  }

  reserve(request: SelectionRequest): Promise<DecisionRecord> {
    const moment = this.#moment();
    const before = this.snapshot(request.userId, request.key);
    const { decision, after } = reserve(before, request, { moment, policy: this.#policy });
    this.#keep(request, after);
    return Promise.resolve({ moment, request, before, decision });
  }

  settle({ request, ...settlement }: SettleRequest): Promise<DecisionRecord> {
    const moment = this.#moment();
    const before = this.snapshot(request.userId, request.key);
    const { decision, after } = settle(before, { ...settlement, request }, { moment, policy: this.#policy });
    this.#keep(request, after);
    return Promise.resolve({ moment, request, settlement, before, decision });
  }

  setPaidAccess(userId: string, change: { readonly paidAccess: boolean; readonly seq: number }): Promise<void> {
    const user = this.#users.get(userId) ?? UNKNOWN_USER;
    this.#users.set(userId, setPaidAccess(user, change.paidAccess, change.seq));
    return Promise.resolve();
  }

  user(userId: string): Promise<UserState | undefined> {
    const user = this.#users.get(userId);
    if (user === undefined || user.refreshDay === 0) return Promise.resolve(undefined);
    const { clockMs, zoneOffsetMs: offset } = this.#moment();
    return Promise.resolve(renew(user, dayOf(clockMs, offset), this.#policy.allowancePerDay));
  }

  group(): Promise<GroupReading | undefined> {
    if (this.#group === undefined) return Promise.resolve(undefined);
    const group = advance(this.#group, this.#now(), this.#policy.free);
    return Promise.resolve({ nowMs: group.lastNow, group });
  }

  /** What the next step about this user and key would read. */
  snapshot(userId: string, key: string): Snapshot {
    return { group: this.#group, user: this.#users.get(userId), record: this.#records.get(key) };
  }

  #moment(): Moment {
    const clockMs = this.#now();
    return { clockMs, zoneOffsetMs: zoneOffsetMs(this.#zone, clockMs) };
  }

  #keep({ userId, key }: SelectionRequest, after: Snapshot): void {
    this.#group = after.group;
    if (after.user !== undefined) this.#users.set(userId, after.user);
    if (after.record !== undefined) this.#records.set(key, after.record);
    else this.#records.delete(key);
    this.#steps += 1;
    if (this.#steps % SWEEP_EVERY === 0) this.#sweep();
  }

  #sweep(): void {
    const nowMs = this.#now();
    for (const [key, record] of this.#records) if (nowMs >= record.forgetAt) this.#records.delete(key);
  }
}
