import { z } from 'zod';

const until = z.number().int();

export const revocationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('session'), sessionId: z.uuid(), until }),
  z.strictObject({ kind: z.literal('user'), userId: z.uuid(), issuedBefore: z.number().int(), until }),
]);

/**
 * Credentials that are no longer good: those of a session, or those issued to a user before a moment. Times are
 * milliseconds since 1970; after `until` none is left that it could concern.
 */
export type Revocation = z.output<typeof revocationSchema>;

export interface Follower {
  /** Called for each revocation, those of before included; the same may come again. */
  onRevocation(revocation: Revocation): void;
  /** Called when the feed goes away and when it is back; what was announced meanwhile comes then. */
  onState?(isUp: boolean): void;
}

export interface Following {
  readonly isUp: () => boolean;
  stop(): Promise<void>;
}

/** Brings revocations from the users subgraph to every process that checks credentials. */
export interface RevocationFeed {
  /** Tells all followers, now and those that come later while it matters. Rejects where it cannot. */
  announce(revocations: readonly Revocation[]): Promise<void>;
  /** Resolves when all that is known has been told. */
  follow(follower: Follower): Promise<Following>;
  /**
   * A name for the present life of the feed's store, unless everything was announced in it already: a store that is
   * new, or may have lost something, has a life that nobody has confirmed.
   */
  unconfirmedLife(): Promise<string | undefined>;
  /** Says that everything that matters was announced in this life. */
  confirmLife(life: string): Promise<void>;
  close(): Promise<void>;
}
