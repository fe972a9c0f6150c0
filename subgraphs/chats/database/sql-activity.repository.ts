import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import type { ActivityRepository, ChatActivity } from '../repositories/activity.repository.ts';
import { IN_LOCK_ORDER } from './lock-order.ts';

const RECORD = `with told as (
    select chat_id, max(at) as at from unnest(?::uuid[], ?::timestamptz[]) as active (chat_id, at) group by chat_id
  ), newer as (
    select chat.id, told.at from chat join told on told.chat_id = chat.id
    where chat.last_activity_at < told.at ${IN_LOCK_ORDER}
  )
  update chat set last_activity_at = greatest(chat.last_activity_at, newer.at) from newer where newer.id = chat.id`;

export class SqlActivityRepository implements ActivityRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async record(activities: readonly ChatActivity[]): Promise<void> {
    const times = `{${activities.map(({ at }) => at.toISOString()).join(',')}}`;
    await this.#em.execute(RECORD, [toUuidArray(activities.map(({ chatId }) => chatId)), times]);
  }
}
