import type { OffsetPage, OffsetRequest, Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { Block } from '../entities/block.entity.ts';
import type { Friendship } from '../entities/friendship.entity.ts';

/** Two users, in the order in which the asker wrote them. */
export interface TwoUsers {
  readonly firstId: string;
  readonly secondId: string;
}

export interface Standing {
  readonly areFriends: boolean;
  /** Either has blocked the other. */
  readonly isBlocked: boolean;
}

/**
 * Reads of one turn of the event loop travel together: their number of statements does not grow with the rows.
 * Requests that are hidden from their addressee are in no list and no count of the addressee.
 */
export interface FriendshipRepository {
  /** Ids of any text are answered. */
  byId(id: string): Promise<Friendship | undefined>;
  /** Accepted friendships of a user, whoever asked for them, newest first. */
  friendsOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>>;
  /** Requests that wait for a user's answer, newest first. */
  requestsTo(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>>;
  /** Requests of a user that wait for an answer, newest first. */
  requestsOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>>;
  /** Everything that a user is a side of, newest first. */
  allOf(userId: string, place: OffsetRequest): Promise<OffsetPage<Friendship>>;
  blocksOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Block>>;
  /** Ids of any text are answered. */
  blockBetween(blockerId: string, blockedId: string): Promise<Block | undefined>;
  countFriendsOf(userId: string): Promise<number>;
  countRequestsTo(userId: string): Promise<number>;
  /** The viewer's friendships with those who are friends of the user too; none where the viewer has blocked the user. */
  mutualOf(userId: string, viewerId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>>;
  countMutualOf(userId: string, viewerId: string): Promise<number>;
  /** What the viewer may know of being between the two. */
  withViewer(userId: string, viewerId: string): Promise<Friendship | undefined>;
  standingOf(pair: TwoUsers): Promise<Standing>;
}
