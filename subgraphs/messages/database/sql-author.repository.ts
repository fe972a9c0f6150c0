import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import { rememberDeparted } from '../../../kernel/follow/index.ts';
import type { AuthorRepository, RevisedChat } from '../repositories/author.repository.ts';

/** In about a tenth of a second; nobody sends in the chats of one part until it is committed. */
const LARGEST_PART = 2_000;
const NEXT_PART = `select id, chat_id from message where author_id = ? limit ${LARGEST_PART}`;
/** The counters before the messages and in one order, so that two never wait for each other. */
const LOCK_COUNTERS = 'select 1 from chat_counter where chat_id = any(?::uuid[]) order by chat_id for update';
const FORGET = `with concerned as (
    update message set author_id = null where id = any(?::uuid[]) and author_id = ? returning chat_id
  )
  update chat_counter set last_revision = last_revision + 1 where chat_id in (select chat_id from concerned)
  returning chat_id as "chatId", last_revision as revision`;

type PartRow = { readonly id: string; readonly chat_id: string };

export class SqlAuthorRepository implements AuthorRepository {
  readonly #fork: () => EntityManager;

  /** Outlives requests: each part has a unit of work of its own. */
  constructor(fork: () => EntityManager) {
    this.#fork = fork;
  }

  async forget(userId: string, onRevised: (chats: readonly RevisedChat[]) => void): Promise<void> {
    await this.#fork().transactional((em) => rememberDeparted(em, userId));
    let isOver = false;
    while (!isOver) {
      const part = await this.#fork().execute<PartRow[]>(NEXT_PART, [userId]);
      if (part.length > 0) onRevised(await this.#forgetPart(userId, part));
      isOver = part.length < LARGEST_PART;
    }
  }

  async #forgetPart(userId: string, part: readonly PartRow[]): Promise<readonly RevisedChat[]> {
    return await this.#fork().transactional(async (em) => {
      await em.execute(LOCK_COUNTERS, [toUuidArray(part.map((message) => message.chat_id))]);
      return await em.execute<RevisedChat[]>(FORGET, [toUuidArray(part.map(({ id }) => id)), userId]);
    });
  }
}
