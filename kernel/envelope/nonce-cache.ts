export interface NonceCache {
  /** True the first time a nonce is seen within the window, false after. */
  firstUse(nonce: string): boolean;
}

/** Remembers nonces for at least `windowMs` in two generations, so that forgetting costs nothing a call. */
export function createNonceCache(windowMs: number, now: () => number): NonceCache {
  let [young, old] = [new Set<string>(), new Set<string>()];
  let turnAt = now() + windowMs;
  return {
    firstUse(nonce) {
      if (now() >= turnAt) {
        [young, old] = [new Set(), young];
        turnAt = now() + windowMs;
      }
      if (young.has(nonce) || old.has(nonce)) return false;
      young.add(nonce);
      return true;
    },
  };
}
