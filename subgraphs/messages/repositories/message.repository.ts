import type { Page, PageRequest, SeqKey } from '../../../kernel/pagination/index.ts';
import type { Message, MessageDraft } from '../entities/message.entity.ts';

export interface StoredMessage {
  readonly message: Message;
  /** Whether its author had sent it before. */
  readonly repeated: boolean;
}

/**
 * Reads of one turn of the event loop travel together: their number of statements does not grow with the rows.
 * Ids of any text are answered.
 */
export interface MessageRepository {
  byId(id: string): Promise<Message | undefined>;
  /** The messages of a chat, oldest first. */
  ofChat(chatId: string, page: PageRequest<SeqKey>): Promise<Page<Message>>;
  /**
   * Stores a message under the next number of its chat, or answers with the one that its author sent under the same
   * client id. The numbers of a chat have no gap, and a larger one is never visible before a smaller one.
   * @throws UNAUTHENTICATED where the author's account is gone.
   */
  send(draft: MessageDraft): Promise<StoredMessage>;
}
