import type { EntityManager } from '@mikro-orm/postgresql';

import { batch, createList, createLookup, OLDEST_FIRST, type Sort } from '../../../kernel/database/index.ts';
import { PRESENCE_LOCK, refuseDeparted } from '../../../kernel/follow/index.ts';
import { Chat } from '../entities/chat.entity.ts';
import type { CreatedChat } from '../entities/create-chat.ts';
import { Membership } from '../entities/membership.entity.ts';
import type { Decision, LockedChat } from '../entities/revise-chat.ts';
import type { ActivityKey, ChangeRequest, ChatRepository, ChatVersion } from '../repositories/chat.repository.ts';
import { findChatIds } from './find-chat-ids.ts';
import { findMemberships, type MembershipKey } from './find-memberships.ts';
import { lockChat } from './lock-chat.ts';
import { storeRevision } from './store-revision.ts';

const BY_ACTIVITY: Sort<ActivityKey> = {
  columns: ['last_activity_at', 'id'],
  direction: 'desc',
  values: ({ lastActivityAt, id }) => [lastActivityAt, id],
};
const CHATS = `select chat.id, chat.last_activity_at from membership join chat on chat.id = membership.chat_id
  where membership.user_id = owner.id`;
const MEMBERS = 'select * from membership where chat_id = owner.id';

export class SqlChatRepository implements ChatRepository {
  readonly byId: ChatRepository['byId'];
  readonly ofUser: ChatRepository['ofUser'];
  readonly chatIdsOf: ChatRepository['chatIdsOf'];
  readonly membersOf: ChatRepository['membersOf'];
  readonly #membership: (key: MembershipKey) => Promise<Membership | undefined>;
  readonly #em: EntityManager;
  readonly #onChanged: (version: ChatVersion) => void;

  /** `onChanged` hears of every change once it is committed. */
  constructor(em: EntityManager, onChanged: (version: ChatVersion) => void) {
    this.#em = em;
    this.#onChanged = onChanged;
    this.byId = createLookup(em, Chat);
    this.ofUser = createList(em, { entity: Chat, rows: CHATS, table: 'chat', sort: BY_ACTIVITY });
    this.chatIdsOf = batch((userIds: readonly string[]) => findChatIds(em, userIds));
    this.membersOf = createList(em, { entity: Membership, rows: MEMBERS, sort: OLDEST_FIRST });
    this.#membership = batch((keys) => findMemberships(em, keys));
  }

  membership(chatId: string, userId: string): Promise<Membership | undefined> {
    return this.#membership({ chatId, userId });
  }

  async add({ chat, owner }: CreatedChat): Promise<void> {
    await this.#em.fork().transactional(async (em) => {
      await em.execute(`select ${PRESENCE_LOCK}`, [owner.userId]);
      await refuseDeparted(em, owner.userId);
      await em.insert(chat);
      await em.insert(owner);
    });
  }

  async change<Outcome>(
    request: ChangeRequest,
    decide: (locked: LockedChat) => Decision<Outcome>,
  ): Promise<Outcome | undefined> {
    const decision = await this.#em.fork().transactional(async (em) => {
      const locked = await lockChat(em, request);
      if (locked === undefined) return undefined;
      const decided = decide(locked);
      if (decided.revision !== undefined) await storeRevision(em, decided.revision);
      return decided;
    });
    // What the request had read before is old by now.
    this.#em.clear();
    if (decision?.revision !== undefined) {
      const { id, version } = decision.revision.chat;
      this.#onChanged({ chatId: id, version });
    }
    return decision?.outcome;
  }
}
