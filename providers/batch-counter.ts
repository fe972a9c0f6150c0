export interface BatchLimit {
  /** Requests accepted in one batch. 0: none ever. */
  readonly limit: number;
  /** How long everything is refused after the last of them. 0: never. */
  readonly blockMs: number;
}

export type Admission = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly retryAfterMs: number };

/** Accepts `limit` requests, then refuses for `blockMs` from the last it accepted, and so on. A refusal prolongs nothing. */
export class BatchCounter {
  readonly #limit: BatchLimit;
  #count = 0;
  #blockedUntil = -Infinity;

  constructor(limit: BatchLimit) {
    this.#limit = limit;
  }

  /** `nowMs`: any clock that never steps back. */
  admit(nowMs: number): Admission {
    const { limit, blockMs } = this.#limit;
    if (limit === 0) return { kind: 'refused', retryAfterMs: Math.max(1, blockMs) };
    if (nowMs < this.#blockedUntil) return { kind: 'refused', retryAfterMs: Math.ceil(this.#blockedUntil - nowMs) };
    this.#count += 1;
    if (this.#count === limit) {
      this.#count = 0;
      this.#blockedUntil = nowMs + blockMs;
    }
    return { kind: 'accepted' };
  }

  /** Requests accepted since the last block. */
  get count(): number {
    return this.#count;
  }
}
