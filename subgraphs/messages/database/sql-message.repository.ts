import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { BY_SEQ, createList, createLookup } from '../../../kernel/database/index.ts';
import { PRESENCE_LOCK, refuseDeparted } from '../../../kernel/follow/index.ts';
import { Message, type MessageDraft } from '../entities/message.entity.ts';
import type { MessageRepository, StoredMessage } from '../repositories/message.repository.ts';

/** The row stays locked until the message is committed, so that the messages of a chat are numbered one after the other. */
const NEXT_SEQ = `insert into chat_counter (chat_id, last_seq) select ?::uuid, 1 from (select ${PRESENCE_LOCK}) as locked
  on conflict (chat_id) do update set last_seq = chat_counter.last_seq + 1 returning last_seq`;

export class SqlMessageRepository implements MessageRepository {
  readonly byId: MessageRepository['byId'];
  readonly ofChat: MessageRepository['ofChat'];
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.byId = createLookup(em, Message);
    this.ofChat = createList(em, {
      entity: Message,
      rows: 'select * from message where chat_id = owner.id',
      sort: BY_SEQ,
    });
  }

  async send(draft: MessageDraft): Promise<StoredMessage> {
    const known = await this.#sentBefore(draft);
    if (known !== undefined) return { message: known, repeated: true };
    try {
      return { message: await this.#em.transactional((em) => insert(em, draft)), repeated: false };
    } catch (error) {
      const winner = error instanceof UniqueConstraintViolationException ? await this.#sentBefore(draft) : undefined;
      if (winner === undefined) throw error;
      return { message: winner, repeated: true };
    }
  }

  async #sentBefore({ chatId, authorId, clientMessageId }: MessageDraft): Promise<Message | undefined> {
    return (await this.#em.findOne(Message, { chatId, authorId, clientMessageId })) ?? undefined;
  }
}

async function insert(em: EntityManager, draft: MessageDraft): Promise<Message> {
  const [counter] = await em.execute<[{ last_seq: number }]>(NEXT_SEQ, [draft.chatId, draft.authorId]);
  await refuseDeparted(em, draft.authorId);
  const message = Message.of(draft, counter.last_seq);
  await em.persist(message).flush();
  return message;
}
