import type { UserIntroduction, UserState } from './allowance.ts';
import type { GroupState } from './group-state.ts';
import type { KeyRecord } from './key-record.ts';
import type { SelectionPolicy } from './policy.ts';

export type Provider = 'free' | 'paid';

/** The door a message came through. FREE and PAID insist on the user's standing; ANY takes either. */
export type Door = 'ANY' | 'FREE' | 'PAID';

/** Why this provider. */
export type Reason =
  /** The free provider admits. */
  | 'free_open'
  /** The free provider's count is uncertain; this call makes it more certain. */
  | 'free_probe'
  /** The batch is full and the free provider blocks only once it has refused a call: this one. */
  | 'free_trigger'
  /** Paid, for the free provider blocks. */
  | 'free_blocked'
  /** Paid, for the free provider is being tried by one call at a time, and another has its turn. */
  | 'free_probing'
  /** Paid, for the free provider has just failed this very message. */
  | 'free_failed'
  /** Paid again under the same key, for whoever asked first died before the answer was recorded. */
  | 'taken_over'
  /** Paid, for the quota store was away. */
  | 'quota_store_away';

/** One request for a decision. */
export interface SelectionRequest {
  readonly userId: string;
  /** Idempotency key as the quota store knows it: unique over all users. */
  readonly key: string;
  /** Made by the caller, once per attempt: asking again with the same one gets the same answer. */
  readonly leaseId: string;
  /** SHA-256 of what the key stands for. */
  readonly fingerprint: string;
  readonly door: Door;
  /**
   * How long the key is remembered, in milliseconds. 0: the caller made it up for this one request
   * and nobody can come back with it; then no more is remembered than it takes to settle the lease.
   */
  readonly keepMs: number;
  /** What the caller found out after an answer `unknown`. */
  readonly user?: UserIntroduction | undefined;
  readonly group?: 'fresh' | 'uncertain' | undefined;
}

/** The right to ask a provider, once. */
export interface Lease {
  readonly id: string;
  readonly userId: string;
  readonly key: string;
  readonly provider: Provider;
  readonly reason: Reason;
  readonly attempt: number;
  readonly sponsored: boolean;
  /** Period whose allowance was charged; 0 for none. */
  readonly period: number;
}

export type Decision =
  | { readonly kind: 'granted'; readonly lease: Lease }
  /** `refreshDay`: days since 1970-01-01 in the allowance's zone. */
  | { readonly kind: 'allowance_exhausted'; readonly refreshDay: number }
  | { readonly kind: 'free_blocked'; readonly retryAfterMs: number }
  | { readonly kind: 'redirected'; readonly to: 'FREE' | 'PAID' }
  | { readonly kind: 'in_progress'; readonly retryAfterMs: number }
  | { readonly kind: 'key_reused' }
  /** Somebody asked the paid provider under this key and never learned the outcome. */
  | { readonly kind: 'outcome_unknown' }
  /** Ask again with what is missing. `refreshDay`: the period the user is in. */
  | { readonly kind: 'unknown'; readonly user: boolean; readonly group: boolean; readonly refreshDay: number }
  /** A settlement came for a lease that is settled already, or has been taken over. Nothing was changed. */
  | { readonly kind: 'ignored' }
  /** A settlement was applied and no new decision was asked for. */
  | { readonly kind: 'settled' };

/** Everything one decision reads and writes. */
export interface Snapshot {
  readonly group: GroupState | undefined;
  readonly user: UserState | undefined;
  readonly record: KeyRecord | undefined;
}

/** When a decision is made: the quota store's clock, and how far the allowance's zone is ahead of UTC. */
export interface Moment {
  readonly clockMs: number;
  readonly zoneOffsetMs: number;
}

/** What a step goes by, beside the state and the request. */
export interface Circumstances {
  readonly moment: Moment;
  readonly policy: SelectionPolicy;
}

export interface Step {
  readonly decision: Decision;
  readonly after: Snapshot;
}
