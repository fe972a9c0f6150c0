import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import { rememberDeparted } from '../../../kernel/follow/index.ts';
import type { ChatVersion } from '../repositories/chat.repository.ts';
import type { DepartureRepository } from '../repositories/departure.repository.ts';
import { IN_LOCK_ORDER } from './lock-order.ts';

/** Of two owners who go at once the second sees that it is the last. */
const LOCK_CHATS = `select chat.id from chat where id in (select chat_id from membership where user_id = ?) ${IN_LOCK_ORDER}`;

const PASS_ON = `update membership set role = 'OWNER' where id in (
    select distinct on (chat_id) id from membership as candidate
    where chat_id = any (?::uuid[])
      and not exists (select 1 from membership as owner where owner.chat_id = candidate.chat_id and owner.role = 'OWNER')
    order by chat_id, created_at, id
  )`;

const REVISE = `update chat set version = version + 1, updated_at = ?,
    member_count = (select count(*) from membership where chat_id = chat.id)
  where id = any (?::uuid[]) returning id, version`;

export class SqlDepartureRepository implements DepartureRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async depart(userId: string, now: Date): Promise<readonly ChatVersion[]> {
    return await this.#em.transactional(async (em) => {
      await rememberDeparted(em, userId);
      await em.execute(LOCK_CHATS, [userId]);
      const left = await em.execute<{ chat_id: string }[]>(
        'delete from membership where user_id = ? returning chat_id',
        [userId],
      );
      const chatIds = toUuidArray(left.map((membership) => membership.chat_id));
      await em.execute(PASS_ON, [chatIds]);
      const changed = await em.execute<{ id: string; version: number }[]>(REVISE, [now, chatIds]);
      return changed.map(({ id, version }) => ({ chatId: id, version }));
    });
  }
}
