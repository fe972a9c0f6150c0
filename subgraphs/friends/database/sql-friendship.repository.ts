import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { createList, createLookup, NEWEST_FIRST } from '../../../kernel/database/index.ts';
import { Friendship } from '../entities/friendship.entity.ts';
import type { FriendshipRepository } from '../repositories/friendship.repository.ts';

const FRIENDS = `select * from friendship where requester_id = owner.id and status = 'ACCEPTED'
  union all select * from friendship where addressee_id = owner.id and status = 'ACCEPTED'`;
const REQUESTS = `select * from friendship where addressee_id = owner.id and status = 'PENDING'`;

export class SqlFriendshipRepository implements FriendshipRepository {
  readonly byId: FriendshipRepository['byId'];
  readonly friendsOf: FriendshipRepository['friendsOf'];
  readonly requestsTo: FriendshipRepository['requestsTo'];
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.byId = createLookup(em, Friendship);
    this.friendsOf = createList(em, { entity: Friendship, rows: FRIENDS, sort: NEWEST_FIRST });
    this.requestsTo = createList(em, { entity: Friendship, rows: REQUESTS, sort: NEWEST_FIRST });
  }

  async addOrMeet(friendship: Friendship, meet: (known: Friendship) => void): Promise<Friendship> {
    return await this.#em.transactional(async (em) => {
      const { id, requesterId, addresseeId, tag, status, createdAt, updatedAt } = friendship;
      await em.execute(
        `insert into friendship (id, requester_id, addressee_id, tag, status, created_at, updated_at)
         values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
        [id, requesterId, addresseeId, tag, status, createdAt, updatedAt],
      );
      const pair = {
        requesterId: { $in: [requesterId, addresseeId] },
        addresseeId: { $in: [requesterId, addresseeId] },
      };
      const stored = await em.findOneOrFail(Friendship, pair, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      if (stored.id !== id) meet(stored);
      return stored;
    });
  }
}
