import { v7 as uuidv7 } from 'uuid';

import type { Viewer } from '../../kernel/auth/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { friends } from './module.ts';
import { openUserDirectory } from './user-directory.suite.ts';

export type Person = Viewer & { readonly kind: 'user' };

export interface ShownFriendship {
  readonly id: string;
  readonly status: string;
  readonly tag: string;
  readonly createdAt: string;
  readonly requester: { readonly id: string };
  readonly addressee: { readonly id: string };
}

/** What a mutation answered: the fields of whichever member of its union. */
export interface Answer {
  readonly __typename: string;
  readonly friendship?: ShownFriendship;
  readonly friendshipId?: string;
  readonly allowedActions?: readonly string[];
  readonly userId?: string;
  readonly user?: { readonly id: string };
  readonly retryAt?: string;
}

/** What a user finds in their own lists. */
export interface OwnLists {
  readonly friends: readonly string[];
  readonly requests: readonly string[];
  readonly sent: readonly string[];
  readonly blocked: readonly string[];
  readonly all: readonly string[];
  readonly friendCount: number;
  readonly requestCount: number;
  readonly total: number;
}

const FRIENDSHIP = 'id status tag createdAt requester { id } addressee { id }';
const REFUSALS = `... on FriendshipNotFound { friendshipId }
  ... on FriendshipChangeRefused { friendship { ${FRIENDSHIP} } allowedActions }`;

/** The mutations by what they do; each shows everything that it may answer. */
const MUTATIONS = {
  request: mutation('requestFriendship', 'input: RequestFriendshipInput!', [
    `... on FriendshipRequested { friendship { ${FRIENDSHIP} } } ... on SelfFriendship { message }`,
    '... on UserNotFound { userId } ... on BlockedByViewer { userId } ... on TooManyFriendshipRequests { retryAt }',
  ]),
  create: mutation('createFriendship', 'input: CreateFriendshipInput!', [
    `... on FriendshipCreated { friendship { ${FRIENDSHIP} } } ... on SelfFriendship { message }`,
    '... on UserNotFound { userId } ... on FriendshipExists { requesterId addresseeId }',
  ]),
  accept: mutation('acceptFriendship', 'friendshipId: ID!', [
    `... on FriendshipAccepted { friendship { ${FRIENDSHIP} } }`,
    REFUSALS,
  ]),
  decline: mutation('declineFriendship', 'friendshipId: ID!', [
    '... on FriendshipDeclined { friendshipId user { id } }',
    REFUSALS,
  ]),
  cancel: mutation('cancelFriendshipRequest', 'friendshipId: ID!', [
    '... on FriendshipRequestCancelled { friendshipId user { id } }',
    REFUSALS,
  ]),
  remove: mutation('removeFriendship', 'friendshipId: ID!', [
    '... on FriendshipRemoved { friendshipId user { id } }',
    REFUSALS,
  ]),
  tag: mutation('updateFriendshipTag', 'input: UpdateFriendshipTagInput!', [
    `... on FriendshipTagUpdated { friendship { ${FRIENDSHIP} } }`,
    REFUSALS,
  ]),
  block: mutation('blockUser', 'userId: ID!', [
    '... on UserBlocked { user { id } blockedAt } ... on SelfBlock { message } ... on UserNotFound { userId }',
  ]),
  unblock: mutation('unblockUser', 'userId: ID!', [
    '... on UserUnblocked { user { id } } ... on UserNotFound { userId }',
  ]),
} as const;
export type Deed = keyof typeof MUTATIONS;

const PEER = `friendshipWithViewer { ${FRIENDSHIP} } mutualFriends(first: 100) { edges { node { id } } } mutualFriendCount`;
const OWN = `friends(first: 100) { edges { node { id } } }
  friendRequests(first: 100) { edges { node { requester { id } } } }
  sentFriendRequests(first: 100) { edges { node { addressee { id } } } }
  blockedUsers(first: 100) { edges { node { id } } }
  friendships(limit: 100) { items { requester { id } addressee { id } } total }
  friendCount friendRequestCount`;

interface Ids<Shape> {
  readonly edges: readonly { readonly node: Shape }[];
}
interface OwnReply {
  readonly friends: Ids<{ readonly id: string }>;
  readonly friendRequests: Ids<{ readonly requester: { readonly id: string } }>;
  readonly sentFriendRequests: Ids<{ readonly addressee: { readonly id: string } }>;
  readonly blockedUsers: Ids<{ readonly id: string }>;
  readonly friendships: {
    readonly items: readonly Pick<ShownFriendship, 'requester' | 'addressee'>[];
    readonly total: number;
  };
  readonly friendCount: number;
  readonly friendRequestCount: number;
}

interface PeerReply {
  readonly friendshipWithViewer: ShownFriendship | null;
  readonly mutualFriends: Ids<{ readonly id: string }>;
  readonly mutualFriendCount: number;
}

/** What one user sees of another. */
export interface SeenOfPeer {
  readonly friendship: ShownFriendship | null;
  readonly mutual: readonly string[];
  readonly mutualCount: number;
}

export interface OpenFriends {
  readonly subgraph: TestSubgraph;
  readonly databaseUrl: string;
  /** Somebody new. */
  person(): Person;
  /** From now on the owner of users says that the account is inactive. */
  deactivate(person: Person): void;
  send(viewer: Viewer | undefined, deed: Deed, variables: object): Promise<TestReply<{ readonly result: Answer }>>;
  /** The same, where an answer is expected and no error. */
  does(viewer: Viewer | undefined, deed: Deed, variables: object): Promise<Answer>;
  request(viewer: Viewer, other: { readonly id: string }, tag?: string): Promise<Answer>;
  befriend(one: Person, other: Person): Promise<string>;
  listsOf(person: Person, viewer?: Viewer): Promise<OwnLists>;
  /** For a viewer who may see the lists of all of them. */
  listsOfAll(people: readonly Person[], viewer: Viewer): Promise<readonly OwnLists[]>;
  peerOf(viewer: Person, other: Person): Promise<SeenOfPeer>;
  peersOf(viewer: Person, others: readonly Person[]): Promise<readonly SeenOfPeer[]>;
  close(): Promise<void>;
}

/** The friends subgraph on a database of its own, beside an owner of users that knows everybody who is made here. */
export async function openFriends(options: { readonly now?: () => Date } = {}): Promise<OpenFriends> {
  const directory = await openUserDirectory();
  const databaseUrl = await freshDatabase();
  const subgraph = await openTestSubgraph(friends, { ...options, peers: { users: directory.subgraph }, databaseUrl });

  const send: OpenFriends['send'] = async (viewer, deed, variables) =>
    (await subgraph.query(MUTATIONS[deed], { ...variables }, viewer)) as TestReply<{ result: Answer }>;
  const does: OpenFriends['does'] = async (viewer, deed, variables) => {
    const { data, errors } = await send(viewer, deed, variables);
    if (errors !== undefined) throw new Error(`${deed}: ${JSON.stringify(errors)}`);
    return data.result;
  };
  const request: OpenFriends['request'] = (viewer, { id: userId }, tag) =>
    does(viewer, 'request', { input: { userId, tag } });
  const usersOf = async <Shape>(people: readonly Person[], fields: string, viewer: Viewer): Promise<Shape[]> => {
    const keys = people.map(({ id }) => ({ id }));
    const { data, errors } = await subgraph.entities({ type: 'User', keys, fields }, viewer);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data._entities as Shape[];
  };
  const peersOf: OpenFriends['peersOf'] = async (viewer, others) => {
    const found = await usersOf<PeerReply>(others, PEER, viewer);
    return found.map((seen) => ({
      friendship: seen.friendshipWithViewer,
      mutual: seen.mutualFriends.edges.map(({ node }) => node.id),
      mutualCount: seen.mutualFriendCount,
    }));
  };

  const listsOfAll: OpenFriends['listsOfAll'] = async (people, viewer) => {
    const found = await usersOf<OwnReply>(people, OWN, viewer);
    return found.map((own, at) => ({
      friends: own.friends.edges.map(({ node }) => node.id),
      requests: own.friendRequests.edges.map(({ node }) => node.requester.id),
      sent: own.sentFriendRequests.edges.map(({ node }) => node.addressee.id),
      blocked: own.blockedUsers.edges.map(({ node }) => node.id),
      all: own.friendships.items.map(({ requester, addressee }) =>
        requester.id === people[at]?.id ? addressee.id : requester.id,
      ),
      friendCount: own.friendCount,
      requestCount: own.friendRequestCount,
      total: own.friendships.total,
    }));
  };

  return {
    subgraph,
    databaseUrl,
    person() {
      const id = uuidv7();
      directory.accounts.set(id, true);
      return { kind: 'user', id, roles: ['USER'] };
    },
    deactivate({ id }) {
      directory.accounts.set(id, false);
    },
    send,
    does,
    request,
    async befriend(one, other) {
      const { friendship } = await request(one, other);
      await request(other, one);
      return friendship?.id ?? '';
    },
    listsOfAll,
    async listsOf(person, viewer = person) {
      const [lists] = await listsOfAll([person], viewer);
      if (lists === undefined) throw new Error('no lists');
      return lists;
    },
    peersOf,
    async peerOf(viewer, other) {
      const [seen] = await peersOf(viewer, [other]);
      if (seen === undefined) throw new Error('nothing seen');
      return seen;
    },
    close: async () => {
      await subgraph.close();
      await directory.subgraph.close();
    },
  };
}

function mutation(field: string, argument: string, answers: readonly string[]): string {
  const [name = ''] = argument.split(':');
  return `mutation ($${argument}) { result: ${field}(${name}: $${name}) { __typename ${answers.join(' ')} } }`;
}
