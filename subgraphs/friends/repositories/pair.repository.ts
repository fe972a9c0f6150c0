import type { Decision, Pair } from '../entities/pair.ts';

export interface PairOfActor {
  /** Who acts: nothing else that this user does happens at the same time. */
  readonly actorId: string;
  readonly otherId: string;
}

/** What a user has asked for lately. */
export interface RecentRequests {
  readonly count: number;
  readonly oldest: Date | undefined;
}

/** Decides by what it is shown; it may also count what the actor has asked for since a time. */
export type Decide<Outcome> = (
  pair: Pair,
  requestsSince: (since: Date) => Promise<RecentRequests>,
) => Decision<Outcome> | Promise<Decision<Outcome>>;

/** Changes what is between two users. */
export interface PairRepository {
  /**
   * Shows what is between the two, and applies what is decided. Atomic: nobody else changes the pair in between, and
   * no account of the two departs.
   */
  change<Outcome>(pair: PairOfActor, decide: Decide<Outcome>): Promise<Outcome>;
  /** Ends all friendships and blocks of a user whose account is gone, and sees to it that there will be none. */
  depart(userId: string, now: Date): Promise<void>;
}
