import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe } from 'vitest';

import { openFriends, type OpenFriends, type Person } from '../../subgraphs/friends/friends.suite.ts';
import type { AccessTable } from './access-table.ts';
import { PAGES, someCallers } from './callers.ts';
import { describeAccess } from './describe-access.ts';

interface World {
  readonly owner: Person;
  person(): Person;
  /** A request that waits for the owner's answer. */
  received(): Promise<string>;
  /** A request of the owner that waits for an answer. */
  sent(): Promise<string>;
  befriended(): Promise<string>;
}

const PRIVATE = 'UNAUTHENTICATED FORBIDDEN value FORBIDDEN value value';
const OF_THE_TWO = 'null null value null value value';
const OUR_SUBGRAPHS = 'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN value';

const TABLE: AccessTable<World> = {
  roots: {
    'Query.friendship': [
      'UNAUTHENTICATED null value null value value',
      async ({ befriended }) => ({ id: await befriended() }),
    ],
    'Mutation.requestFriendship': [
      'UNAUTHENTICATED FriendshipRequested FriendshipRequested FriendshipRequested FriendshipRequested UNAUTHENTICATED',
      ({ person }) => Promise.resolve({ input: { userId: person().id } }),
    ],
    'Mutation.acceptFriendship': [
      'UNAUTHENTICATED FriendshipNotFound FriendshipAccepted FriendshipNotFound FriendshipNotFound UNAUTHENTICATED',
      async ({ received }) => ({ friendshipId: await received() }),
    ],
    'Mutation.declineFriendship': [
      'UNAUTHENTICATED FriendshipNotFound FriendshipDeclined FriendshipNotFound FriendshipNotFound UNAUTHENTICATED',
      async ({ received }) => ({ friendshipId: await received() }),
    ],
    'Mutation.cancelFriendshipRequest': [
      'UNAUTHENTICATED FriendshipNotFound FriendshipRequestCancelled FriendshipNotFound FriendshipNotFound UNAUTHENTICATED',
      async ({ sent }) => ({ friendshipId: await sent() }),
    ],
    'Mutation.removeFriendship': [
      'UNAUTHENTICATED FriendshipNotFound FriendshipRemoved FriendshipNotFound FriendshipNotFound UNAUTHENTICATED',
      async ({ befriended }) => ({ friendshipId: await befriended() }),
    ],
    'Mutation.updateFriendshipTag': [
      'UNAUTHENTICATED FriendshipNotFound FriendshipTagUpdated FriendshipNotFound FriendshipNotFound UNAUTHENTICATED',
      async ({ befriended }) => ({ input: { friendshipId: await befriended(), tag: 'from school' } }),
    ],
    'Mutation.blockUser': [
      'UNAUTHENTICATED UserBlocked UserBlocked UserBlocked UserBlocked UNAUTHENTICATED',
      ({ person }) => Promise.resolve({ userId: person().id }),
    ],
    'Mutation.unblockUser': [
      'UNAUTHENTICATED UserUnblocked UserUnblocked UserUnblocked UserUnblocked UNAUTHENTICATED',
      ({ person }) => Promise.resolve({ userId: person().id }),
    ],
    'Mutation.createFriendship': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FriendshipCreated FriendshipCreated',
      ({ person }) => Promise.resolve({ input: { requesterId: person().id, addresseeId: person().id, tag: '' } }),
    ],
  },
  entities: {
    Friendship: {
      key: async ({ befriended }) => ({ id: await befriended() }),
      fields: {
        id: OF_THE_TWO,
        tag: OF_THE_TWO,
        status: OF_THE_TWO,
        createdAt: OF_THE_TWO,
        requester: OF_THE_TWO,
        addressee: OF_THE_TWO,
        allowedActions: OF_THE_TWO,
      },
    },
    User: {
      key: ({ owner }) => Promise.resolve({ id: owner.id }),
      fields: {
        id: 'value value value value value value',
        blockedUsers: PRIVATE,
        friends: PRIVATE,
        friendCount: PRIVATE,
        friendRequests: PRIVATE,
        friendRequestCount: PRIVATE,
        sentFriendRequests: PRIVATE,
        friendships: PRIVATE,
        mutualFriends: 'UNAUTHENTICATED value value value value UNAUTHENTICATED',
        mutualFriendCount: 'UNAUTHENTICATED value value value value UNAUTHENTICATED',
        friendshipWithViewer: 'UNAUTHENTICATED null null null null UNAUTHENTICATED',
      },
    },
    UserPair: {
      key: ({ owner, person }) => Promise.resolve({ firstId: owner.id, secondId: person().id }),
      fields: {
        firstId: OUR_SUBGRAPHS,
        secondId: OUR_SUBGRAPHS,
        areFriends: OUR_SUBGRAPHS,
        isBlocked: OUR_SUBGRAPHS,
      },
    },
  },
  carried: {
    ...PAGES,
    FriendConnection: 'edges pageInfo',
    FriendEdge: 'cursor node friendship',
    FriendshipConnection: 'edges pageInfo',
    FriendshipEdge: 'cursor node',
    FriendshipPage: 'items total',
    BlockedUserConnection: 'edges pageInfo',
    BlockedUserEdge: 'cursor node blockedAt',
    FriendshipRequested: 'friendship',
    FriendshipAccepted: 'friendship',
    FriendshipDeclined: 'friendshipId user',
    FriendshipRequestCancelled: 'friendshipId user',
    FriendshipRemoved: 'friendshipId user',
    FriendshipTagUpdated: 'friendship',
    FriendshipCreated: 'friendship',
    FriendshipExists: 'requesterId addresseeId',
    FriendshipNotFound: 'friendshipId',
    FriendshipChangeRefused: 'friendship allowedActions',
    SelfFriendship: 'message',
    SelfBlock: 'message',
    UserNotFound: 'userId',
    UserBlocked: 'user blockedAt',
    UserUnblocked: 'user',
    BlockedByViewer: 'userId',
    TooManyFriendshipRequests: 'retryAt',
  },
};

describe('who may do what in friends', () => {
  const viewers = someCallers();
  let friends: OpenFriends;
  let owner: Person;
  beforeAll(async () => {
    friends = await openFriends();
    owner = friends.person();
  });
  afterAll(() => friends.close());

  const world = (): World => ({
    owner,
    person: () => friends.person(),
    received: async () => (await friends.request(friends.person(), owner)).friendship?.id ?? '',
    sent: async () => (await friends.request(owner, friends.person())).friendship?.id ?? '',
    befriended: () => friends.befriend(owner, friends.person()),
  });

  describeAccess({
    sdl: readFileSync(new URL('../../schema/friends.graphql', import.meta.url), 'utf8'),
    table: TABLE,
    stage: () => ({ subgraph: friends.subgraph, world: world(), viewers: { ...viewers, owner } }),
  });
});
