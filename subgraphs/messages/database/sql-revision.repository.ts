import type { EntityManager } from '@mikro-orm/postgresql';

import { BY_SEQ, createList } from '../../../kernel/database/index.ts';
import { MessageEdit } from '../entities/message-edit.entity.ts';
import { Message } from '../entities/message.entity.ts';
import type { DeletionDecision, EditDecision, Revision } from '../entities/revise-message.ts';
import type { Decided, RevisionRepository } from '../repositories/revision.repository.ts';
import { MESSAGE_COLUMNS } from './message-columns.ts';

type Row = Record<string, unknown>;

/** Always the counter before the message: whoever changes messages of a chat waits in one order. */
const LOCK_COUNTER = 'select 1 from chat_counter where chat_id = ? for update';
const LOCK_MESSAGE = `select ${MESSAGE_COLUMNS} from message where id = ? for update`;

const NEXT_REVISION = `counter as (
  update chat_counter set last_revision = last_revision + 1 where chat_id = ? returning last_revision
)`;
const EDIT = `with ${NEXT_REVISION}, before as (
    insert into message_edit (message_id, seq, text, replaced_at)
    select id, 1 + coalesce((select max(seq) from message_edit where message_id = message.id), 0), text, ? from message where id = ?
  )
  update message set text = ?, edited_at = ?, revision = counter.last_revision from counter where id = ?
  returning ${MESSAGE_COLUMNS}`;
const DELETE = `with ${NEXT_REVISION}, before as (delete from message_edit where message_id = ?)
  update message set text = '', deleted_at = ?, revision = counter.last_revision from counter where id = ?
  returning ${MESSAGE_COLUMNS}`;

export class SqlRevisionRepository implements RevisionRepository {
  readonly editsOf: RevisionRepository['editsOf'];
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.editsOf = createList(em, {
      entity: MessageEdit,
      rows: 'select * from message_edit where message_id = owner.id',
      sort: BY_SEQ,
    });
  }

  async change<Decision extends EditDecision | DeletionDecision>(
    { id, chatId }: Message,
    decide: (message: Message) => Decision,
  ): Promise<Decided<Decision>> {
    return await this.#em.fork().transactional(async (em) => {
      await em.execute(LOCK_COUNTER, [chatId]);
      const [row] = await em.execute<[Row]>(LOCK_MESSAGE, [id]);
      const message = em.map(Message, row);
      const decision = decide(message);
      const isRevision = decision.kind === 'edit' || decision.kind === 'delete';
      return { decision, message: isRevision ? await revise(em, message, decision) : message };
    });
  }
}

async function revise(em: EntityManager, { id, chatId }: Message, revision: Revision): Promise<Message> {
  const [row] =
    revision.kind === 'edit'
      ? await em.execute<[Row]>(EDIT, [chatId, revision.at, id, revision.text, revision.at, id])
      : await em.execute<[Row]>(DELETE, [chatId, id, revision.at, id]);
  return em.map(Message, row);
}
