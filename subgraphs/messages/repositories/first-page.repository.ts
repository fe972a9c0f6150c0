import type { HistoryWindow } from '../entities/history-window.ts';
import type { Message } from '../entities/message.entity.ts';

/** The beginning or the end of a chat, as it is at one revision. */
export interface FirstPage {
  readonly chatId: string;
  readonly window: HistoryWindow;
  /** The chat's last revision, read before the page: what was edited later may be in it, nothing older. */
  readonly revision: number;
}

/**
 * The pages of chats that are asked for again and again, of one viewer whose rights the caller has looked at. They may
 * have been kept for a while; as a page is named with its numbers and its revision, it is never out of date.
 */
export interface FirstPageRepository {
  /** Oldest first. Reads of one turn share one statement at most. */
  read(page: FirstPage): Promise<readonly Message[]>;
}
