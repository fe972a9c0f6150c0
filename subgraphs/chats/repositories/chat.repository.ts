import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { Chat } from '../entities/chat.entity.ts';
import type { CreatedChat } from '../entities/create-chat.ts';
import type { Membership } from '../entities/membership.entity.ts';
import type { Decision, LockedChat } from '../entities/revise-chat.ts';

/** Of a list by activity: the id decides between equal times. */
export interface ActivityKey {
  readonly lastActivityAt: Date;
  readonly id: string;
}

/** Who changes which chat, and whom it is about: the actor, unless told. Ids of any text are answered. */
export interface ChangeRequest {
  readonly chatId: string;
  readonly actorId: string;
  readonly subjectId?: string;
}

/** A version that a chat has reached. */
export interface ChatVersion {
  readonly chatId: string;
  readonly version: number;
}

/** The largest number of chats that `chatIdsOf` gives. */
export const MOST_CHAT_IDS = 10_000;

/**
 * Reads of one turn of the event loop travel together: their number of statements does not grow with the rows.
 * Ids of any text are answered.
 */
export interface ChatRepository {
  byId(id: string): Promise<Chat | undefined>;
  /** That a user is in a chat; undefined where they are not. */
  membership(chatId: string, userId: string): Promise<Membership | undefined>;
  /** The chats that a user is in; the one that was talked in last comes first. */
  ofUser(userId: string, page: PageRequest<ActivityKey>): Promise<Page<Chat>>;
  /** Their ids in the same order, 10,000 at most. */
  chatIdsOf(userId: string): Promise<readonly string[]>;
  /** The members of a chat in the order in which they came. */
  membersOf(chatId: string, page: PageRequest<TimeKey>): Promise<Page<Membership>>;
  /** Stores a chat with its owner, or nothing. @throws UNAUTHENTICATED where the owner's account is gone. */
  add(created: CreatedChat): Promise<void>;
  /**
   * Shows a chat and two of its members, and stores what is decided. Atomic: nobody else changes the chat or its members
   * in between, and no account of the two departs. What was stored is announced afterwards.
   * @returns undefined where there is no such chat. @throws UNAUTHENTICATED where the actor's account is gone.
   */
  change<Outcome>(
    request: ChangeRequest,
    decide: (locked: LockedChat) => Decision<Outcome>,
  ): Promise<Outcome | undefined>;
}
