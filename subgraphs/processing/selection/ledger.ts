import type { Provider, Reason } from './policy/decision.ts';

/** One message under one key of one user, for ever. */
export interface LedgerEntry {
  readonly userId: string;
  /** The client's idempotency key, or one that was made for it. */
  readonly key: string;
  /** SHA-256 of text and door. */
  readonly fingerprint: string;
  /** The answer; undefined while the paid provider, one that takes no key, may have been asked for it. */
  readonly answer: string | undefined;
  readonly provider: Provider;
  readonly reason: Reason;
  /** 1 for the first provider asked. */
  readonly attempt: number;
  readonly sponsored: boolean;
  /** Period whose allowance was charged, named by the day of its renewal (days since 1970-01-01); 0 for none. */
  readonly period: number;
}

/** An entry whose answer is known. */
export type AnsweredEntry = LedgerEntry & { readonly answer: string };

/**
 * The lasting memory behind the quota: what was answered under which key. An entry is durable
 * when its method resolves, and an answer is shown to nobody before that. Every method is atomic.
 */
export interface Ledger {
  find(userId: string, key: string): Promise<LedgerEntry | undefined>;
  /**
   * Stores an entry without an answer, before a call that may never be repeated.
   * @returns false where there is an entry under that key already; nothing is changed then.
   */
  open(entry: LedgerEntry): Promise<boolean>;
  /**
   * Stores an answer: as a new entry, or in place of one that has no answer. The first answer stays.
   * @returns the entry that stands now.
   */
  record(entry: AnsweredEntry): Promise<AnsweredEntry>;
  /** Removes an entry that has no answer: the call it stood for was surely not made. */
  withdraw(userId: string, key: string): Promise<void>;
  /** How many entries were charged to the user's allowance of that period. */
  unitsTaken(userId: string, period: number): Promise<number>;
  /** Whether the free provider has ever been called. */
  hasFreeCalls(): Promise<boolean>;
}
