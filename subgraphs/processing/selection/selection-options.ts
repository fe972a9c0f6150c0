import type { Ledger } from './ledger.ts';
import type { Door, Provider } from './policy/decision.ts';
import type { SelectionPolicy } from './policy/policy.ts';
import type { CallOutcome, ProviderClient } from './provider-client.ts';
import type { DecisionRecord, Quota } from './quota.ts';

export interface Message {
  readonly userId: string;
  readonly text: string;
  /** The same key has one effect for ever. Without one, every message is a new one. */
  readonly idempotencyKey: string | undefined;
  readonly door: Door;
  /** When the caller stops waiting, in milliseconds since 1970. */
  readonly deadline: number;
}

/** Whether a user has paid access, from where it is decided; not from the quota store. */
export interface PaidAccess {
  /** `seq`: the sequence number of the change that set it, as in `setPaidAccess`. */
  of(userId: string): Promise<{ readonly paidAccess: boolean; readonly seq: number }>;
}

/** One call to a provider, from its being given to the client to its outcome. */
export interface ProviderCallReport {
  readonly provider: Provider;
  readonly outcome: CallOutcome['kind'];
  readonly tookMs: number;
}

export interface SelectionOptions {
  readonly quota: Quota;
  readonly ledger: Ledger;
  readonly clients: Readonly<Record<Provider, ProviderClient>>;
  readonly paidAccess: PaidAccess;
  readonly policy: SelectionPolicy;
  /** Zone in whose days the allowance is counted. */
  readonly zone: string;
  /** Hears of every decision and settlement and the milliseconds it took, for the log and the metrics. */
  readonly onDecision?: (record: DecisionRecord, tookMs: number) => void;
  /** Hears of every call to a provider. */
  readonly onProviderCall?: (call: ProviderCallReport) => void;
  /** Hears of every message that had to do without the quota store: it went to the paid provider or was turned away. */
  readonly onStoreAway?: (went: 'paid' | 'turned_away') => void;
  /** Hears of a settlement that failed behind an answer already given; its lease counts as unknown from then on. */
  readonly onSettleError: (error: unknown) => void;
  readonly newId?: () => string;
}
