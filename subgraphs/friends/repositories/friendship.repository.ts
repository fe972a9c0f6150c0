import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { Friendship } from '../entities/friendship.entity.ts';

/** Reads of one turn of the event loop travel together: their number of statements does not grow with the rows. */
export interface FriendshipRepository {
  /** Ids of any text are answered. */
  byId(id: string): Promise<Friendship | undefined>;
  /** Accepted friendships of a user, whoever asked for them, newest first. */
  friendsOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>>;
  /** Requests that wait for a user's answer, newest first. */
  requestsTo(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>>;
  /**
   * Stores the first friendship of a pair, or applies `meet` to the one it has. Atomic: of two that ask each other
   * at once one is stored and the other meets it.
   */
  addOrMeet(friendship: Friendship, meet: (known: Friendship) => void): Promise<Friendship>;
}
