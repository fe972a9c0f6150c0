import type { UserState } from './policy/allowance.ts';
import type { Decision, Moment, SelectionRequest, Snapshot } from './policy/decision.ts';
import type { GroupState } from './policy/group-state.ts';
import type { Settlement } from './policy/settle.ts';

/**
 * One decision with everything it was derived from, fit for a log line: `reserve` or `settle`
 * of `policy/` over `before`, `request`, `moment` and the policy in force gives `decision` again.
 */
export interface DecisionRecord {
  readonly moment: Moment;
  readonly request: SelectionRequest;
  /** Present when the decision settled an earlier lease. */
  readonly settlement?: Settlement;
  readonly before: Snapshot;
  readonly decision: Decision;
}

/** The outcome of a lease. `request` is the one it was granted for, with the id of the next lease. */
export type SettleRequest = Settlement & { readonly request: SelectionRequest };

/** The free provider's state as of now. */
export interface GroupReading {
  readonly nowMs: number;
  readonly group: GroupState;
}

/**
 * The quota that all pods share: the free provider's window, the users' allowances and the keys
 * being worked on. Each call is one atomic step over all of them, on the store's own clock: two
 * callers never share a slot, a unit or a key.
 *
 * Every method rejects with `QUOTA_STORE_UNAVAILABLE` when the store does not answer in time.
 * A `reserve` that was rejected may still have been carried out: its slot is then a lease that
 * nobody settles, and is treated as one whose outcome is unknown. A lease whose holder dies
 * blocks nothing for longer than the policy's `leaseMs`, `arrivalMs` and `probeMs`.
 */
export interface Quota {
  /** Decides, and takes what it grants. With a lease id it has seen already: the same answer, nothing taken. */
  reserve(request: SelectionRequest): Promise<DecisionRecord>;
  /** Books the outcome of a lease, once; later settlements are `ignored`. */
  settle(outcome: SettleRequest): Promise<DecisionRecord>;
  /** Holds from the next decision on. Of two changes the one with the higher `seq` wins, whichever comes last. */
  setPaidAccess(userId: string, change: { readonly paidAccess: boolean; readonly seq: number }): Promise<void>;
  /** The user as a decision made now would see them; undefined when their allowance is not known here. */
  user(userId: string): Promise<UserState | undefined>;
  /** Undefined when the store has never decided anything. */
  group(): Promise<GroupReading | undefined>;
}
