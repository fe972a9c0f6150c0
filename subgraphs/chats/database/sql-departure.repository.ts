import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import { rememberDeparted } from '../../../kernel/follow/index.ts';
import type { DepartureRepository } from '../repositories/departure.repository.ts';

/** Whoever takes members out of a chat holds its row: of two owners who go at once the second sees that it is the last. */
const LOCK_CHATS = `select id from chat where id in (select chat_id from membership where user_id = ?)
  order by id for update`;

const PASS_ON = `update membership set role = 'OWNER' where id in (
    select distinct on (chat_id) id from membership as candidate
    where chat_id = any (?::uuid[])
      and not exists (select 1 from membership as owner where owner.chat_id = candidate.chat_id and owner.role = 'OWNER')
    order by chat_id, created_at, id
  )`;

export class SqlDepartureRepository implements DepartureRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async depart(userId: string): Promise<void> {
    await this.#em.transactional(async (em) => {
      await rememberDeparted(em, userId);
      const chats = await em.execute<{ id: string }[]>(LOCK_CHATS, [userId]);
      await em.execute('delete from membership where user_id = ?', [userId]);
      await em.execute(PASS_ON, [toUuidArray(chats.map(({ id }) => id))]);
    });
  }
}
