import type { FreeCall } from './count-block.ts';
import type { Provider, Reason, SelectionRequest } from './decision.ts';
import type { Sponsorship } from './sponsor.ts';

/**
 * What the quota store remembers of one idempotency key: the attempt that holds it. It is the
 * lease too, so that a lease can be settled once only and its retry is answered alike.
 */
export interface KeyRecord {
  readonly leaseId: string;
  /** SHA-256 of text and door. */
  readonly fingerprint: string;
  readonly provider: Provider;
  readonly reason: Reason;
  /** 1 for the first provider asked for this key. */
  readonly attempt: number;
  /** The provider's outcome is known. */
  readonly settled: boolean;
  readonly call: FreeCall;
  /** Period whose allowance was charged; 0 for none. */
  readonly period: number;
  readonly sponsorship: Sponsorship;
  /** Past it, whoever held the key is taken for dead. */
  readonly expiresAt: number;
  /** Past it, the key is as good as new here; the ledger still knows it. */
  readonly forgetAt: number;
}

/** What a key that is already there means for a request. */
export type Recollection = 'new' | 'same_lease' | 'other_request' | 'running' | 'abandoned';

export function recall(record: KeyRecord | undefined, request: SelectionRequest, nowMs: number): Recollection {
  if (record === undefined || nowMs >= record.forgetAt) return 'new';
  if (record.fingerprint !== request.fingerprint) return 'other_request';
  if (record.leaseId === request.leaseId) return 'same_lease';
  return nowMs < record.expiresAt ? 'running' : 'abandoned';
}
