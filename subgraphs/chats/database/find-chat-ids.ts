import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import { MOST_CHAT_IDS } from '../repositories/chat.repository.ts';

/** The ids of the chats that each user is in, by activity. One statement, however many users there are. */
export async function findChatIds(
  em: EntityManager,
  userIds: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const rows = await em.execute<{ ids: string[] }[]>(
    `select array(
       select chat.id::text from membership join chat on chat.id = membership.chat_id
       where membership.user_id = owner.id order by chat.last_activity_at desc, chat.id desc limit ${MOST_CHAT_IDS}
     ) as ids
     from unnest(?::uuid[]) with ordinality as owner (id, position) order by owner.position`,
    [toUuidArray(userIds)],
  );
  return rows.map(({ ids }) => ids);
}
