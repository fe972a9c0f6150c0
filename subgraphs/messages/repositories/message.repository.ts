import type { Message, MessageDraft } from '../entities/message.entity.ts';

export interface StoredMessage {
  readonly message: Message;
  /** Whether its author had sent it before. */
  readonly repeated: boolean;
}

export interface MessageRepository {
  /** Reads of one turn share one statement. Ids of any text are answered. */
  byId(id: string): Promise<Message | undefined>;
  /**
   * Stores a message under the next number of its chat, or answers with the one that its author sent under the same
   * client id. The numbers of a chat have no gap, and a larger one is never visible before a smaller one.
   * @throws UNAUTHENTICATED where the author's account is gone.
   */
  send(draft: MessageDraft): Promise<StoredMessage>;
}
