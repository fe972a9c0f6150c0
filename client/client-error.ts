/** One entry of `errors` in a GraphQL answer, as it came. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What the client throws for a request that failed, also where it failed only in part. */
export class StoaError extends Error {
  override readonly name = 'StoaError';
  /**
   * A code of the server's registry, or one of the client's own: `NETWORK_ERROR` (no answer came), `TIMEOUT`
   * (none came in time), `INVALID_ANSWER` (what came is no GraphQL answer).
   */
  readonly code: string;
  /** Whether the same request may succeed later. A mutation may have had its effect: repeat it with its own key only. */
  readonly retryable: boolean;
  /** Path of the input value that is wrong, such as `input.email`. */
  readonly field: string | undefined;
  /** When trying again makes sense, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;
  /** The server's name for the request, also in its log. */
  readonly requestId: string | undefined;
  /** HTTP status of the answer, if one came. */
  readonly status: number | undefined;
  /** What was answered all the same; null where it failed. */
  readonly data: unknown;
  /** All errors of the answer; `code` and `message` are those of the first. */
  readonly errors: readonly AnswerError[];

  constructor(message: string, { cause, ...details }: StoaErrorDetails) {
    super(message, cause === undefined ? {} : { cause });
    this.code = details.code;
    this.retryable = details.retryable ?? false;
    this.field = details.field;
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
    this.status = details.status;
    this.data = details.data;
    this.errors = details.errors ?? [];
  }
}

export type StoaErrorDetails = Pick<StoaError, 'code'> & Partial<Omit<StoaError, 'code' | 'name' | 'message'>>;
