import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import { Friendship } from '../entities/friendship.entity.ts';
import type { Standing, TwoUsers } from '../repositories/friendship.repository.ts';
import { isOfPair } from './friendship-rows.ts';

/** What the viewer may know of being between the viewer and each of these users. */
export async function friendshipsWithViewer(
  em: EntityManager,
  viewerId: string,
  userIds: readonly string[],
): Promise<readonly (Friendship | undefined)[]> {
  const found = await em.execute<(Record<string, unknown> & { owner_position: string })[]>(
    `select f.*, owner.position as owner_position
     from unnest(?::uuid[]) with ordinality as owner (id, position)
     join friendship as f on ${isOfPair('owner.id', '?::uuid')}
     where f.requester_id = ? or f.status <> 'HIDDEN'`,
    [toUuidArray(userIds), viewerId, viewerId, viewerId],
  );
  const friendships = userIds.map((): Friendship | undefined => undefined);
  for (const { owner_position: position, ...row } of found)
    friendships[Number(position) - 1] = em.map<Friendship>(Friendship, row);
  return friendships;
}

export async function standingsOf(em: EntityManager, pairs: readonly TwoUsers[]): Promise<readonly Standing[]> {
  const found = await em.execute<{ are_friends: boolean; is_blocked: boolean }[]>(
    `select
       exists (select from friendship as f where f.status = 'ACCEPTED' and ${isOfPair('one', 'other')}) as are_friends,
       exists (select from user_block where (blocker_id, blocked_id) in ((one, other), (other, one))) as is_blocked
     from unnest(?::uuid[], ?::uuid[]) with ordinality as pair (one, other, position) order by pair.position`,
    [toUuidArray(pairs.map(({ firstId }) => firstId)), toUuidArray(pairs.map(({ secondId }) => secondId))],
  );
  return found.map((row) => ({ areFriends: row.are_friends, isBlocked: row.is_blocked }));
}
