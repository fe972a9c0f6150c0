import type { ProviderScript } from './provider-script.ts';

/** How the provider counts. Written on its own, from the provider's terms alone: it judges the code that counts for us. */
export class CountRule {
  readonly #script: ProviderScript;
  #count = 0;
  #blockedUntil = -Infinity;
  #accepted = 0;
  #batch = 1;

  constructor(script: ProviderScript) {
    this.#script = script;
  }

  /** Number of the present batch, from 1; it changes when a block begins. */
  get batch(): number {
    return this.#batch;
  }

  /** How many more it would take now. */
  remaining(nowMs: number): number {
    return nowMs < this.#blockedUntil ? 0 : this.#script.limit - this.#count;
  }

  blockLeftMs(nowMs: number): number {
    return Math.max(0, this.#blockedUntil - nowMs);
  }

  /** A request arrives. `nowMs`: the provider's own clock. */
  arrive(nowMs: number): 'accepted' | 'refused' {
    const { limit, blockMs, blockStarts = 'on_last_accept', counts = 'at_arrival' } = this.#script;
    if (nowMs < this.#blockedUntil) return this.#refuse(nowMs);
    if (this.#count >= limit) {
      if (blockStarts === 'on_first_refusal') this.#block(nowMs + blockMs);
      return this.#refuse(nowMs);
    }
    if (counts === 'at_arrival') this.#countOne(nowMs);
    return 'accepted';
  }

  /** An accepted request is answered. */
  complete(nowMs: number): void {
    if (this.#script.counts === 'at_completion') this.#countOne(nowMs);
  }

  #countOne(nowMs: number): void {
    const { limit, blockMs, blockStarts = 'on_last_accept', forgetsEveryNth } = this.#script;
    this.#count += 1;
    this.#accepted += 1;
    if (forgetsEveryNth !== undefined && this.#accepted % forgetsEveryNth === 0) this.#count = 0;
    if (this.#count >= limit && blockStarts === 'on_last_accept') this.#block(nowMs + blockMs);
  }

  #block(until: number): void {
    this.#blockedUntil = until;
    this.#count = 0;
    this.#batch += 1;
  }

  #refuse(nowMs: number): 'refused' {
    const { blockMs, limit, refusalsCount, refusalsExtend } = this.#script;
    if (refusalsCount) this.#count = Math.min(this.#count + 1, limit - 1);
    if (refusalsExtend) this.#blockedUntil = nowMs + blockMs;
    return 'refused';
  }
}
