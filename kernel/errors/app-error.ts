import { ERRORS, type ErrorCode, type ErrorEntry } from './registry.ts';

export interface AppErrorOptions {
  /** Replaces the registry's message; must be fit for strangers. */
  readonly message?: string;
  /** Path of the offending input value, such as `input.email`. */
  readonly field?: string;
  /** When trying again makes sense, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /** What really happened, for the log only. */
  readonly cause?: unknown;
}

/** The only error that leaves the system: a code of the registry and a message fit for strangers. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERRORS[code].message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.field = options.field;
    this.retryAfterMs = options.retryAfterMs;
  }

  get entry(): ErrorEntry {
    return ERRORS[this.code];
  }

  /** The error's `extensions` in a GraphQL answer. */
  get extensions(): Record<string, unknown> {
    return {
      code: this.code,
      retryable: this.entry.retryable,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    };
  }
}
