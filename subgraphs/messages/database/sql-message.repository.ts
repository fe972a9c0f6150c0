import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { createLookup } from '../../../kernel/database/index.ts';
import { refuseDeparted } from '../../../kernel/follow/index.ts';
import { Message, type MessageDraft } from '../entities/message.entity.ts';
import type { MessageRepository, StoredMessage } from '../repositories/message.repository.ts';

/** Numbers and stores a message in one transaction; null where it was sent before, or its author has departed. */
const STORE = 'select store_message(?, ?, ?, ?, ?, ?) as seq';

export class SqlMessageRepository implements MessageRepository {
  readonly byId: MessageRepository['byId'];
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.byId = createLookup(em, Message);
  }

  async send(draft: MessageDraft): Promise<StoredMessage> {
    const seq = await this.#store(draft);
    if (typeof seq === 'number') return { message: Message.of(draft, seq), repeated: false };
    const message = await this.#em.findOne(Message, {
      chatId: draft.chatId,
      authorId: draft.authorId,
      clientMessageId: draft.clientMessageId,
    });
    if (message !== null) return { message, repeated: true };
    await refuseDeparted(this.#em, draft.authorId);
    throw new Error('A message was neither stored nor known.');
  }

  async #store({ id, chatId, authorId, clientMessageId, text, createdAt }: MessageDraft): Promise<number | null> {
    try {
      const values = [id, chatId, authorId, clientMessageId, text, createdAt];
      const [{ seq }] = await this.#em.execute<[{ seq: number | null }]>(STORE, values);
      return seq;
    } catch (error) {
      // Another replica stored it meanwhile.
      if (error instanceof UniqueConstraintViolationException) return null;
      throw error;
    }
  }
}
