import type { EntityManager } from '@mikro-orm/postgresql';

import { rememberDeparted } from '../../../kernel/follow/index.ts';
import type { AuthorRepository, RevisedChat } from '../repositories/author.repository.ts';

/** The counters before the messages and in one order, so that two never wait for each other. */
const LOCK_COUNTERS = `select 1 from chat_counter
  where chat_id in (select chat_id from message where author_id = ?) order by chat_id for update`;
const FORGET = `with concerned as (
    update message set author_id = null where author_id = ? returning chat_id
  )
  update chat_counter set last_revision = last_revision + 1 where chat_id in (select chat_id from concerned)
  returning chat_id as "chatId", last_revision as revision`;

export class SqlAuthorRepository implements AuthorRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async forget(userId: string): Promise<readonly RevisedChat[]> {
    return await this.#em.transactional(async (em) => {
      await rememberDeparted(em, userId);
      await em.execute(LOCK_COUNTERS, [userId]);
      return await em.execute<RevisedChat[]>(FORGET, [userId]);
    });
  }
}
