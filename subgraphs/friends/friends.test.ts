import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { openDatabase } from '../../kernel/database/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  countStatements,
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from '../users/module.ts';
import { friends } from './module.ts';

const REQUEST = `mutation ($input: RequestFriendshipInput!) {
  requestFriendship(input: $input) {
    __typename
    ... on FriendshipRequested { friendship { id status tag createdAt requester { id } addressee { id } } }
    ... on SelfFriendship { message }
    ... on UserNotFound { userId }
  }
}`;
const LISTS = `friends { edges { cursor node { id } friendship { id status } } pageInfo { hasNextPage endCursor } }
  friendRequests { edges { node { id requester { id } } } pageInfo { hasNextPage } }`;

interface RequestReply {
  readonly requestFriendship: {
    readonly friendship: { readonly id: string; readonly status: string };
  };
}
interface ListsReply {
  readonly _entities: readonly [
    { readonly friends: TestList<{ readonly id: string }>; readonly friendRequests: TestList<{ readonly id: string }> },
  ];
}
type Person = Viewer & { readonly kind: 'user' };

describe('friends', () => {
  let accounts: TestSubgraph;
  let subgraph: TestSubgraph;
  let databaseUrl: string;
  let made = 0;
  beforeAll(async () => {
    accounts = await openTestSubgraph(users);
    databaseUrl = await freshDatabase();
    subgraph = await openTestSubgraph(friends, { peers: { users: accounts }, databaseUrl });
  });
  afterAll(() => Promise.all([accounts.close(), subgraph.close()]));

  const person = async (): Promise<Person> => {
    const email = `person.${++made}@example.org`;
    const { data } = (await accounts.query(
      'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { user { id } } } }',
      { input: { email, password: 'quite a long one' } },
    )) as TestReply<{ register: { user: { id: string } } }>;
    return { kind: 'user', id: data.register.user.id, roles: ['USER'] };
  };
  const request = async (viewer: Viewer | undefined, userId: string, tag: string | null = null) =>
    (await subgraph.query(REQUEST, { input: { userId, tag } }, viewer)) as TestReply<RequestReply>;
  const listsOf = async ({ id }: Person, viewer?: Viewer, fields = LISTS) =>
    (await subgraph.entities({ type: 'User', keys: [{ id }], fields }, viewer)) as TestReply<ListsReply>;
  const friendsOf = async (one: Person): Promise<readonly string[]> =>
    (await listsOf(one, one)).data._entities[0].friends.edges.map(({ node }) => node.id);

  it('keeps a request until the other one asks back, and then shows each to the other', async () => {
    const [ann, bob] = [await person(), await person()];
    const asked = (await request(ann, bob.id, 'school')).data.requestFriendship;
    expect(asked).toMatchObject({
      __typename: 'FriendshipRequested',
      friendship: { status: 'PENDING', tag: 'school', requester: { id: ann.id }, addressee: { id: bob.id } },
    });
    const { id } = asked.friendship;
    expect((await listsOf(bob, bob)).data._entities[0]).toMatchObject({
      friends: { edges: [] },
      friendRequests: { edges: [{ node: { id, requester: { id: ann.id } } }] },
    });
    expect((await listsOf(ann, ann)).data._entities[0]).toMatchObject({
      friends: { edges: [] },
      friendRequests: { edges: [] },
    });

    const met = (await request(bob, ann.id, 'ignored')).data.requestFriendship.friendship;
    expect(met).toEqual({ ...asked.friendship, status: 'ACCEPTED' });
    for (const [one, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      expect((await listsOf(one, one)).data._entities[0]).toMatchObject({
        friends: { edges: [{ node: { id: other.id }, friendship: { id, status: 'ACCEPTED' } }] },
        friendRequests: { edges: [] },
      });
    }
  });

  it('changes nothing when the same one asks again', async () => {
    const [ann, bob] = [await person(), await person()];
    const first = await request(ann, bob.id, 'one');
    expect(await request(ann, bob.id, 'two')).toEqual(first);
    await request(bob, ann.id);
    expect((await request(ann, bob.id)).data.requestFriendship.friendship.status).toBe('ACCEPTED');
  });

  it('makes exactly one friendship of requests that cross, however many at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [ann, bob] = [await person(), await person()];
      const replies = await Promise.all(
        Array.from({ length: 10 }, (_, i) => (i % 2 ? request(ann, bob.id) : request(bob, ann.id))),
      );
      expect(new Set(replies.map(({ data }) => data.requestFriendship.friendship.id)).size).toBe(1);
      expect(await friendsOf(ann)).toEqual([bob.id]);
      expect(await friendsOf(bob)).toEqual([ann.id]);
    }
  });

  it('is not with oneself, in whatever case the id is written', async () => {
    const ann = await person();
    for (const id of [ann.id, ann.id.toUpperCase()]) {
      expect((await request(ann, id)).data.requestFriendship).toEqual({
        __typename: 'SelfFriendship',
        message: SOME_TEXT,
      });
    }
  });

  it('is with users that exist', async () => {
    const ann = await person();
    for (const id of [crypto.randomUUID(), '', 'x', 'a\0b']) {
      expect((await request(ann, id)).data.requestFriendship).toEqual({ __typename: 'UserNotFound', userId: id });
    }
  });

  it.each([
    ['over-long', 'x'.repeat(201)],
    ['not storable', 'a\0b'],
  ])('refuses a tag that is %s', async (_what, tag) => {
    const [ann, bob] = [await person(), await person()];
    expect((await request(ann, bob.id, tag)).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', field: 'input.tag' } },
    ]);
    expect((await listsOf(bob, bob)).data._entities[0].friendRequests.edges).toEqual([]);
  });

  it('needs a sign-in to ask, and the users subgraph to answer', async () => {
    const [ann, bob] = [await person(), await person()];
    expect((await request(undefined, bob.id)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const alone = await openTestSubgraph(friends);
    const { errors } = await alone.query(REQUEST, { input: { userId: bob.id } }, ann);
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    await alone.close();
  });

  it('shows lists to the user and to administrators only', async () => {
    const [ann, bob] = [await person(), await person()];
    const { id } = (await request(ann, bob.id)).data.requestFriendship.friendship;
    expect((await listsOf(bob, someUser('ADMIN'))).data._entities[0].friendRequests.edges).toHaveLength(1);
    for (const [viewer, code] of [
      [ann, 'FORBIDDEN'],
      [someUser('MANAGER'), 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      const { data, errors } = await listsOf(bob, viewer);
      expect(data._entities).toEqual([{ friends: null, friendRequests: null }]);
      expect(errors).toMatchObject([{ extensions: { code } }, { extensions: { code } }]);
    }
    const reference = async (viewer?: Viewer) =>
      (await subgraph.entities({ type: 'Friendship', keys: [{ id }], fields: 'id' }, viewer)).data._entities;
    expect(await reference(ann)).toEqual([{ id }]);
    expect(await reference(bob)).toEqual([{ id }]);
    expect(await reference(someUser())).toEqual([null]);
    expect(await reference()).toEqual([null]);
  });

  it('pages through friends of both directions, newest first', async () => {
    const ann = await person();
    const others: string[] = [];
    for (let i = 0; i < 5; i++) {
      const other = await person();
      await (i % 2 ? request(ann, other.id) : request(other, ann.id));
      await (i % 2 ? request(other, ann.id) : request(ann, other.id));
      others.unshift(other.id);
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await listsOf(
        ann,
        ann,
        `friends(first: 2, after: ${JSON.stringify(after)}) { edges { node { id } } pageInfo { hasNextPage endCursor } }`,
      );
      const { edges, pageInfo } = data._entities[0].friends;
      seen.push(...edges.map(({ node }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(others);
  });

  it.each([
    ['a second friendship of a pair, from the other side', (ann: Person, bob: Person) => [bob.id, ann.id]],
    ['a friendship with oneself', (ann: Person) => [ann.id, ann.id]],
    ['a friendship of an unknown status', () => [crypto.randomUUID(), crypto.randomUUID(), 'ENEMIES']],
  ])('has a database that refuses %s', async (_what, valuesOf) => {
    const [ann, bob] = [await person(), await person()];
    await request(ann, bob.id);
    const { entities, migrations } = friends;
    const database = await openDatabase({ url: databaseUrl, pool: 2, entities, migrations });
    const [requester, addressee, status = 'PENDING'] = valuesOf(ann, bob);
    const insertion = database.fork().execute(
      `insert into friendship (id, requester_id, addressee_id, tag, status, created_at, updated_at)
       values (gen_random_uuid(), ?, ?, '', ?, now(), now())`,
      [requester, addressee, status],
    );
    await expect(insertion).rejects.toThrow(/violates (unique|check) constraint/);
    await database.close();
  });

  it('sends as many statements for many users as for one', async () => {
    const people = [await person(), await person(), await person(), await person()];
    for (const one of people) for (const other of people) if (one !== other) await request(one, other.id);
    const count = (some: readonly Person[]) =>
      countStatements(() =>
        subgraph.entities({ type: 'User', keys: some.map(({ id }) => ({ id })), fields: LISTS }, someUser('ADMIN')),
      );
    expect(await count(people.slice(0, 1))).toBe(2);
    expect(await count(people)).toBe(2);
  });
});
