import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { Chat } from '../entities/chat.entity.ts';
import type { CreatedChat } from '../entities/create-chat.ts';
import type { Membership } from '../entities/membership.entity.ts';

/**
 * Reads of one turn of the event loop travel together: their number of statements does not grow with the rows.
 * Ids of any text are answered.
 */
export interface ChatRepository {
  byId(id: string): Promise<Chat | undefined>;
  /** That a user is in a chat; undefined where they are not. */
  membership(chatId: string, userId: string): Promise<Membership | undefined>;
  /** The chats that a user is in, newest first. */
  ofUser(userId: string, page: PageRequest<TimeKey>): Promise<Page<Chat>>;
  /** The members of a chat in the order in which they came. */
  membersOf(chatId: string, page: PageRequest<TimeKey>): Promise<Page<Membership>>;
  /** Stores a chat with its owner, or nothing. @throws UNAUTHENTICATED where the owner's account is gone. */
  add(created: CreatedChat): Promise<void>;
}
