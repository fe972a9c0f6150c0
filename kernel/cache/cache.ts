/**
 * Keeps texts for a while under a key. It may forget any of them at any time, so it holds nothing that cannot be made
 * again; it never rejects: a store that is away or slow has nothing and takes nothing.
 */
export interface Cache {
  /** Undefined for what was never kept, is over, or was forgotten. */
  get(key: string): Promise<string | undefined>;
  /** Keeps the value for at most `ttlMs` milliseconds, in place of what was there. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  close(): Promise<void>;
}
