import type { Contract, UserViewer } from '../../kernel/auth/index.ts';

/** A credential that was found good. */
export interface VerifiedCredential {
  readonly viewer: UserViewer;
  /** Milliseconds since 1970: what was revoked before is not revoked by it. */
  readonly issuedAt: number;
  /** Milliseconds since 1970: then it is good no longer, or has to be checked anew. */
  readonly expiresAt: number;
}

/** Credentials that have been checked, so that a client's next request need not pay for it again. */
export interface VerifiedTokens {
  find(token: string, door: Contract): VerifiedCredential | undefined;
  remember(token: string, door: Contract, verified: VerifiedCredential): void;
  forget(token: string, door: Contract): void;
}

const MOST = 10_000;

/**
 * Remembers checked credentials until they expire, a bounded number of them, by their whole text and door: one changed
 * character is another token. A verification costs 0.1 ms, a look-up nothing. Whether they have been revoked meanwhile
 * is the caller's question.
 */
export function createVerifiedTokens(now: () => number = Date.now): VerifiedTokens {
  const known = new Map<string, VerifiedCredential>();
  const keyOf = (token: string, door: Contract): string => `${door} ${token}`;
  return {
    find(token, door) {
      const key = keyOf(token, door);
      const verified = known.get(key);
      if (verified === undefined) return undefined;
      if (verified.expiresAt > now()) return verified;
      known.delete(key);
      return undefined;
    },
    remember(token, door, verified) {
      const [oldest] = known.size >= MOST ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      known.set(keyOf(token, door), verified);
    },
    forget(token, door) {
      known.delete(keyOf(token, door));
    },
  };
}
