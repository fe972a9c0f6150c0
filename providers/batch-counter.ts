export interface BatchLimit {
  /** Requests accepted in one batch. 0: none ever. */
  readonly limit: number;
  /** How long everything is then refused. 0: never. */
  readonly blockMs: number;
  /** What that is counted from: the last request accepted, which is the default, or the first refused. */
  readonly blockStarts?: 'on_last_accept' | 'on_first_refusal';
  /** Whether each refusal starts the block anew. */
  readonly refusalExtends?: boolean;
}

export type Admission = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly retryAfterMs: number };

/** Accepts `limit` requests, then refuses for `blockMs`, and so on. Until the block begins the count keeps. */
export class BatchCounter {
  readonly #limit: BatchLimit;
  #count = 0;
  #blockedUntil = -Infinity;

  constructor(limit: BatchLimit) {
    this.#limit = limit;
  }

  /** `nowMs`: any clock that never steps back. */
  admit(nowMs: number): Admission {
    const { limit, blockMs, blockStarts, refusalExtends } = this.#limit;
    if (limit === 0) return { kind: 'refused', retryAfterMs: Math.max(1, blockMs) };
    if (nowMs < this.#blockedUntil) {
      if (refusalExtends) this.#blockedUntil = nowMs + blockMs;
      return { kind: 'refused', retryAfterMs: Math.ceil(this.#blockedUntil - nowMs) };
    }
    if (this.#count === limit) {
      this.#block(nowMs);
      return { kind: 'refused', retryAfterMs: blockMs };
    }
    this.#count += 1;
    const isFull = this.#count === limit && !(blockStarts === 'on_first_refusal' && blockMs > 0);
    if (isFull) this.#block(nowMs);
    return { kind: 'accepted' };
  }

  /** Requests accepted since the last block. */
  get count(): number {
    return this.#count;
  }

  #block(nowMs: number): void {
    this.#count = 0;
    this.#blockedUntil = nowMs + this.#limit.blockMs;
  }
}
