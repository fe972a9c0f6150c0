import type { EntityManager } from '@mikro-orm/postgresql';

import {
  batch,
  createList,
  createLookup,
  NEWEST_FIRST,
  OLDEST_FIRST,
  toUuidArray,
} from '../../../kernel/database/index.ts';
import { Chat } from '../entities/chat.entity.ts';
import type { CreatedChat } from '../entities/create-chat.ts';
import { Membership } from '../entities/membership.entity.ts';
import { PRESENCE_LOCK, refuseDeparted } from '../../../kernel/follow/index.ts';
import type { ChatRepository } from '../repositories/chat.repository.ts';

const CHATS =
  'select chat.* from chat join membership on membership.chat_id = chat.id where membership.user_id = owner.id';
const MEMBERS = 'select * from membership where chat_id = owner.id';

interface MembershipKey {
  readonly chatId: string;
  readonly userId: string;
}

export class SqlChatRepository implements ChatRepository {
  readonly byId: ChatRepository['byId'];
  readonly ofUser: ChatRepository['ofUser'];
  readonly membersOf: ChatRepository['membersOf'];
  readonly #membership: (key: MembershipKey) => Promise<Membership | undefined>;
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.byId = createLookup(em, Chat);
    this.ofUser = createList(em, { entity: Chat, rows: CHATS, sort: NEWEST_FIRST });
    this.membersOf = createList(em, { entity: Membership, rows: MEMBERS, sort: OLDEST_FIRST });
    this.#membership = batch((keys) => findMemberships(em, keys));
  }

  membership(chatId: string, userId: string): Promise<Membership | undefined> {
    return this.#membership({ chatId, userId });
  }

  async add({ chat, owner }: CreatedChat): Promise<void> {
    await this.#em.transactional(async (em) => {
      await em.execute(`select ${PRESENCE_LOCK}`, [owner.userId]);
      await refuseDeparted(em, owner.userId);
      await em.persist(chat).flush();
      em.persist(owner);
    });
  }
}

async function findMemberships(
  em: EntityManager,
  keys: readonly MembershipKey[],
): Promise<readonly (Membership | undefined)[]> {
  const rows = await em.execute<object[]>(
    'select membership.* from membership join unnest(?::uuid[], ?::uuid[]) as asked (chat_id, user_id) using (chat_id, user_id)',
    [toUuidArray(keys.map(({ chatId }) => chatId)), toUuidArray(keys.map(({ userId }) => userId))],
  );
  const found = new Map(
    rows.map((row) => em.map(Membership, row)).map((membership) => [nameOf(membership), membership]),
  );
  return keys.map((key) => found.get(nameOf(key)));
}

function nameOf({ chatId, userId }: MembershipKey): string {
  return `${chatId} ${userId}`.toLowerCase();
}
