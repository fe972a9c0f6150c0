import type { EntityManager } from '@mikro-orm/postgresql';

import {
  batch,
  batchByRequest,
  createList,
  createLookup,
  createOffsetList,
  createShapedList,
  isUuid,
  NEWEST_FIRST,
} from '../../../kernel/database/index.ts';
import { Block } from '../entities/block.entity.ts';
import { Friendship } from '../entities/friendship.entity.ts';
import type { FriendshipRepository } from '../repositories/friendship.repository.ts';
import { countRows } from './count-rows.ts';
import { ALL, BLOCKS, FRIENDS, MUTUAL, mutualValues, REQUESTS_OF, REQUESTS_TO } from './friendship-rows.ts';
import { friendshipsWithViewer, standingsOf } from './read-pairs.ts';

export class SqlFriendshipRepository implements FriendshipRepository {
  readonly byId: FriendshipRepository['byId'];
  readonly friendsOf: FriendshipRepository['friendsOf'];
  readonly requestsTo: FriendshipRepository['requestsTo'];
  readonly requestsOf: FriendshipRepository['requestsOf'];
  readonly allOf: FriendshipRepository['allOf'];
  readonly blocksOf: FriendshipRepository['blocksOf'];
  readonly blockBetween: FriendshipRepository['blockBetween'];
  readonly countFriendsOf: FriendshipRepository['countFriendsOf'];
  readonly countRequestsTo: FriendshipRepository['countRequestsTo'];
  readonly mutualOf: FriendshipRepository['mutualOf'];
  readonly countMutualOf: FriendshipRepository['countMutualOf'];
  readonly withViewer: FriendshipRepository['withViewer'];
  readonly standingOf: FriendshipRepository['standingOf'];

  constructor(em: EntityManager) {
    const listOf = (rows: string) => createList(em, { entity: Friendship, rows, sort: NEWEST_FIRST });
    const countOf = (rows: string) => batch((owners: readonly string[]) => countRows(em, owners, { rows }));
    this.byId = createLookup(em, Friendship);
    this.friendsOf = listOf(FRIENDS);
    this.requestsTo = listOf(REQUESTS_TO);
    this.requestsOf = listOf(REQUESTS_OF);
    const all = createOffsetList(em, () => ({ entity: Friendship, rows: ALL, sort: NEWEST_FIRST }));
    this.allOf = (userId, place) => all(userId, null, place);
    this.blocksOf = createList(em, { entity: Block, rows: BLOCKS, sort: NEWEST_FIRST });
    this.blockBetween = async (blockerId, blockedId) =>
      isUuid(blockedId) ? ((await em.findOne(Block, { blockerId, blockedId })) ?? undefined) : undefined;
    this.countFriendsOf = countOf(FRIENDS);
    this.countRequestsTo = countOf(REQUESTS_TO);
    this.mutualOf = createShapedList(em, (viewerId: string) => ({
      entity: Friendship,
      rows: MUTUAL,
      values: mutualValues(viewerId),
      sort: NEWEST_FIRST,
    }));
    this.countMutualOf = batchByRequest((viewerId: string, owners: readonly string[]) =>
      countRows(em, owners, { rows: MUTUAL, values: mutualValues(viewerId) }),
    );
    this.withViewer = batchByRequest((viewerId: string, userIds: readonly string[]) =>
      friendshipsWithViewer(em, viewerId, userIds),
    );
    this.standingOf = batch((pairs) => standingsOf(em, pairs));
  }
}
