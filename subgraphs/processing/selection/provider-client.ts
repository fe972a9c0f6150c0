import type { QuotaReport } from './policy/quota-report.ts';

/** What became of one call. It is told, never thrown: every way to fail means something for the quota. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly text: string; readonly report?: QuotaReport | undefined }
  /** The provider counted the call and gave no answer. */
  | { readonly kind: 'failed'; readonly cause: unknown; readonly report?: QuotaReport | undefined }
  /** The provider would not take it. */
  | { readonly kind: 'refused'; readonly retryAfterMs: number | undefined }
  /** No byte of it left this process. `late`: it could have been sent, only not in time. */
  | { readonly kind: 'not_sent'; readonly late: boolean; readonly cause: unknown }
  /** It was sent, at least in part, and nothing is known beyond that. */
  | { readonly kind: 'lost'; readonly cause: unknown };

export interface ProviderCall {
  readonly text: string;
  /** The same for every call that stands for the same message; sent only to providers that take it. */
  readonly key: string;
  /** The call is not sent past this reading of `performance.now()`, however long it had to queue. */
  readonly sendBefore: number;
  /** The answer is not waited for past this reading of `performance.now()`. */
  readonly answerBefore: number;
}

/** An upstream provider. */
export interface ProviderClient {
  /** Sends the call once at most: it is never repeated by itself, for a repetition would be counted. Never rejects. */
  call(call: ProviderCall): Promise<CallOutcome>;
  /** Finishes the calls in flight, then closes the connections. */
  close(): Promise<void>;
}
