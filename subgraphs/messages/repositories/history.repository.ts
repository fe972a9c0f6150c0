import type { HistoryWindow } from '../entities/history-window.ts';
import type { Message } from '../entities/message.entity.ts';

/**
 * The messages of chats by their numbers. Reads of one turn share one statement, whatever windows they ask for. Ids of
 * any text are answered. Rights are the caller's affair.
 */
export interface HistoryRepository {
  /** Oldest first. */
  window(chatId: string, window: HistoryWindow): Promise<readonly Message[]>;
}
