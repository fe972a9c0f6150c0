/** What was ended: one session, or all tokens issued to one account before a moment. */
export interface StoredRevocation {
  readonly seq: string;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly issuedBefore: Date;
  /** From here on no token is left that it could concern. */
  readonly until: Date;
}

/** What the gateways have to be told, for as long as it matters. */
export interface RevocationRepository {
  /** The oldest of those that nobody was told of yet. */
  unannounced(): Promise<readonly StoredRevocation[]>;
  markAnnounced(revocations: readonly StoredRevocation[]): Promise<void>;
  /** Makes all that still matter unannounced again, for a feed that has lost them. */
  announceAgain(): Promise<void>;
  /** Removes what matters no longer. */
  purge(): Promise<void>;
}
