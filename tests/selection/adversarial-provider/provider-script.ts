/** How a refusal says how long the block lasts. */
export type RetryAfterForm =
  | 'exact_ms'
  | 'seconds'
  | 'missing'
  /** A tenth of the truth. */
  | 'short'
  /** Milliseconds where seconds belong. */
  | 'wrong_unit'
  | 'huge'
  | 'http_date'
  | 'garbage'
  /** Exact, inside the body. */
  | 'in_body';

/** What befalls every n-th request in place of its answer. */
export interface FaultRule {
  readonly kind:
    /** The connection is cut without a word. */
    | 'reset'
    /** Nothing is ever answered. */
    | 'silence'
    /** The answer drips for ever, one byte at a time. */
    | 'drip'
    /** The answer breaks off in its middle. */
    | 'torn'
    | 'status_500'
    | 'redirect'
    /** An answer behind a `100 Continue` that nobody asked for. */
    | 'unasked_continue';
  readonly everyNth: number;
  /** Whether the provider counts the request all the same. */
  readonly counted: boolean;
  /** Hits only requests on a connection that was used before. */
  readonly onReusedConnection?: true;
}

/** A free provider as data: how it counts, how it refuses, what it does to calls. */
export interface ProviderScript {
  readonly limit: number;
  readonly blockMs: number;
  readonly blockStarts?: 'on_last_accept' | 'on_first_refusal';
  readonly counts?: 'at_arrival' | 'at_completion';
  /** A refused request takes a place of the next batch. */
  readonly refusalsCount?: true;
  /** A refused request makes the block start anew. */
  readonly refusalsExtend?: true;
  /** How much faster its clock runs than ours, in parts per million. */
  readonly clockPpm?: number;
  /** How far its wall clock, the one of its `Date` header, is off. */
  readonly wallClockOffMs?: number;
  /** The count is silently forgotten after so many accepted requests, again and again. */
  readonly forgetsEveryNth?: number;
  /** Somebody else calls twice with the same key right after every n-th request that was accepted. */
  readonly outsiderEveryNth?: number;
  /** Shortest and longest time from a request to its answer. */
  readonly workMs?: readonly [number, number];
  readonly refusal?: { readonly status: 429 | 503 | 200; readonly retryAfter: RetryAfterForm };
  /** Says with every answer what is left and when the count begins anew. */
  readonly tellsRemaining?: true;
  /** Sends early hints (103) before every answer. */
  readonly earlyHints?: true;
  /** Closes its side of the connection behind an answer without announcing it. */
  readonly halfCloses?: true;
  readonly faults?: readonly FaultRule[];
}
