import type { LedgerEntry } from './ledger.ts';
import type { Lease, SelectionRequest } from './policy/decision.ts';
import type { DecisionRecord } from './quota.ts';
import { fingerprintOf, requestKey } from './request-key.ts';
import type { Message, SelectionOptions } from './selection-options.ts';

/** What the processing of messages stands on. */
export interface Workshop extends SelectionOptions {
  readonly newId: () => string;
  /** Follows a settlement that nobody waits for. */
  readonly settleLater: (settling: Promise<DecisionRecord>) => void;
}

/** One message under way. Instants are readings of `performance.now()`. */
export interface MessageRun {
  readonly message: Message;
  /** The client's key, or one made for it. */
  readonly ledgerKey: string;
  /** The key towards quota and providers. */
  readonly key: string;
  readonly fingerprint: string;
  readonly startedAt: number;
  readonly giveUpAt: number;
}

/** What the ledger remembers of a lease. */
export type LedgeredLease = Pick<Lease, 'provider' | 'reason' | 'attempt' | 'sponsored' | 'period'>;

/** A lease, and the instant before it was asked for: it is never older than that. */
export interface GrantedLease {
  readonly lease: Lease;
  readonly askedAt: number;
}

export function startRun(message: Message, newId: () => string): MessageRun {
  const ledgerKey = message.idempotencyKey ?? newId();
  const startedAt = performance.now();
  return {
    message,
    ledgerKey,
    key: requestKey(message.userId, ledgerKey),
    fingerprint: fingerprintOf(message.text, message.door),
    startedAt,
    giveUpAt: startedAt + (message.deadline - Date.now()),
  };
}

export function isOverdue({ giveUpAt }: MessageRun): boolean {
  return performance.now() >= giveUpAt;
}

/** A new request for a decision on this message. */
export function requestOf(run: MessageRun, { newId, policy }: Workshop): SelectionRequest {
  return {
    userId: run.message.userId,
    key: run.key,
    leaseId: newId(),
    fingerprint: run.fingerprint,
    door: run.message.door,
    keepMs: run.message.idempotencyKey === undefined ? 0 : policy.keepKeyMs,
  };
}

/** The ledger's entry for a lease, as long as it has no answer. */
export function entryOf(run: MessageRun, lease: LedgeredLease): LedgerEntry {
  const { provider, reason, attempt, sponsored, period } = lease;
  const { message, ledgerKey, fingerprint } = run;
  return {
    userId: message.userId,
    key: ledgerKey,
    fingerprint,
    answer: undefined,
    provider,
    reason,
    attempt,
    sponsored,
    period,
  };
}
