import type { Page, PageRequest, SeqKey } from '../../../kernel/pagination/index.ts';
import type { MessageEdit } from '../entities/message-edit.entity.ts';
import type { Message } from '../entities/message.entity.ts';
import type { DeletionDecision, EditDecision } from '../entities/revise-message.ts';

/** What was decided about a message, and the message as it is then. */
export interface Decided<Decision> {
  readonly decision: Decision;
  readonly message: Message;
}

export interface RevisionRepository {
  /**
   * Reads a message again, which nobody else changes meanwhile, and stores what is decided about it under the chat's
   * next revision. A larger revision of a chat is never visible before a smaller one.
   */
  change<Decision extends EditDecision | DeletionDecision>(
    message: Message,
    decide: (message: Message) => Decision,
  ): Promise<Decided<Decision>>;
  /** What a message said before each of its edits, oldest first. Reads of one turn share one statement. */
  editsOf(messageId: string, page: PageRequest<SeqKey>): Promise<Page<MessageEdit>>;
}
