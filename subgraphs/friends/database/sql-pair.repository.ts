import type { EntityManager } from '@mikro-orm/postgresql';

import { Block } from '../entities/block.entity.ts';
import { Friendship } from '../entities/friendship.entity.ts';
import type { Pair, PairChange } from '../entities/pair.ts';
import type { Decide, PairOfActor, PairRepository, RecentRequests } from '../repositories/pair.repository.ts';
import { isOfPair } from './friendship-rows.ts';
import { lockActor, lockUser } from './user-lock.ts';

interface FoundPair {
  readonly friendship: Record<string, unknown> | null;
  readonly blocks: readonly Record<string, unknown>[] | null;
  readonly departed: readonly string[];
}

export class SqlPairRepository implements PairRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async change<Outcome>(pair: PairOfActor, decide: Decide<Outcome>): Promise<Outcome> {
    return await this.#em.fork().transactional(async (em) => {
      await lockActor(em, pair);
      const { outcome, changes } = await decide(await readPair(em, pair), (since) => readRequests(em, pair, since));
      for (const change of changes) await apply(em, change);
      return outcome;
    });
  }

  async depart(userId: string, now: Date): Promise<void> {
    await this.#em.fork().transactional(async (em) => {
      await lockUser(em, userId);
      await em.execute('insert into departed_user (user_id, departed_at) values (?, ?) on conflict do nothing', [
        userId,
        now,
      ]);
      await em.execute('delete from friendship where requester_id = ? or addressee_id = ?', [userId, userId]);
      await em.execute('delete from user_block where blocker_id = ? or blocked_id = ?', [userId, userId]);
      await em.execute('delete from friendship_request where requester_id = ?', [userId]);
    });
  }
}

async function readPair(em: EntityManager, { actorId, otherId }: PairOfActor): Promise<Pair> {
  const [found] = await em.execute<FoundPair[]>(
    `select
       (select to_jsonb(f) from friendship as f where ${isOfPair('one', 'other')}) as friendship,
       (select jsonb_agg(to_jsonb(b)) from user_block as b
        where (blocker_id, blocked_id) in ((one, other), (other, one))) as blocks,
       array(select user_id::text from departed_user where user_id in (one, other)) as departed
     from (select ?::uuid as one, ?::uuid as other) as pair`,
    [actorId, otherId],
  );
  const { friendship, blocks, departed } = found ?? { friendship: null, blocks: null, departed: [] };
  return {
    friendship: friendship === null ? undefined : em.map(Friendship, friendship),
    blocks: (blocks ?? []).map((block) => em.map(Block, block)),
    departed,
  };
}

async function readRequests(em: EntityManager, { actorId }: PairOfActor, since: Date): Promise<RecentRequests> {
  const [found] = await em.execute<{ count: number; oldest: string | null }[]>(
    `select count(*)::int as count, min(requested_at) as oldest
     from friendship_request where requester_id = ? and requested_at > ?`,
    [actorId, since],
  );
  return {
    count: found?.count ?? 0,
    oldest: typeof found?.oldest === 'string' ? new Date(found.oldest) : undefined,
  };
}

async function apply(em: EntityManager, change: PairChange): Promise<void> {
  switch (change.kind) {
    case 'add_friendship':
      await em.insert(change.friendship);
      return;
    case 'save_friendship': {
      const { id, tag, state, updatedAt } = change.friendship;
      await em.nativeUpdate(Friendship, { id }, { tag, state, updatedAt });
      return;
    }
    case 'end_friendship':
      await em.nativeDelete(Friendship, { id: change.friendship.id });
      return;
    case 'count_request': {
      const { requesterId, at, since } = change;
      await em.execute(
        `with forgotten as (delete from friendship_request where requester_id = ? and requested_at <= ?)
         insert into friendship_request (requester_id, requested_at) values (?, ?)`,
        [requesterId, since, requesterId, at],
      );
      return;
    }
    case 'add_block':
      await em.insert(change.block);
      return;
    case 'end_block':
      await em.nativeDelete(Block, { id: change.block.id });
  }
}
