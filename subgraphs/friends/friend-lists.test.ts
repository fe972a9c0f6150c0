import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { countStatements, someUser, type TestList, type TestReply } from '../../tests/support/open-test-subgraph.ts';
import { openFriends, type OpenFriends, type Person } from './friends.suite.ts';

type Fields = Readonly<Record<string, unknown>>;

const OWN = `friends { edges { node { id } friendship { id requester { id } } } } friendCount
  friendRequests { edges { node { id } } } friendRequestCount sentFriendRequests { edges { node { id } } }
  blockedUsers { edges { node { id } blockedAt } } friendships { items { id } total }`;
const SHARED = 'mutualFriends { edges { node { id } } } mutualFriendCount friendshipWithViewer { id }';

describe('lists of friends', () => {
  let world: OpenFriends;
  beforeAll(async () => {
    world = await openFriends();
  });
  afterAll(() => world.close());

  const show = async (people: readonly Person[], fields: string, viewer?: Viewer) =>
    (await world.subgraph.entities(
      { type: 'User', keys: people.map(({ id }) => ({ id })), fields },
      viewer,
    )) as TestReply<{
      readonly _entities: readonly Fields[];
    }>;
  const some = (count: number) => Array.from({ length: count }, () => world.person());

  /** Follows a connection of a person to its end, two at a time. */
  const pagesOf = async (person: Person, field: string, viewer = person): Promise<readonly string[]> => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page: string = `${field}(first: 2, after: ${JSON.stringify(after)}) {
        edges { cursor node { id } } pageInfo { hasNextPage endCursor } }`;
      const { data } = await show([person], page, viewer);
      const { edges, pageInfo } = data._entities[0]?.[field] as TestList<{ readonly id: string }>;
      seen.push(...edges.map(({ node }) => node.id));
      if (!pageInfo.hasNextPage) return seen;
      after = pageInfo.endCursor;
    }
  };

  it('are read in pages, newest first, whoever asked', async () => {
    const [ann, ...others] = some(6) as [Person, ...Person[]];
    for (const [i, other] of others.entries()) await (i % 2 ? world.befriend(ann, other) : world.befriend(other, ann));
    const newestFirst = others.map(({ id }) => id).toReversed();
    expect(await pagesOf(ann, 'friends')).toEqual(newestFirst);

    const looker = world.person();
    for (const other of others.toReversed()) await world.befriend(looker, other);
    expect(await pagesOf(ann, 'mutualFriends', looker)).toEqual(newestFirst.toReversed());
    expect(await pagesOf(looker, 'mutualFriends', ann)).toEqual(newestFirst);

    for (const other of others) await world.does(ann, 'block', { userId: other.id });
    expect(await pagesOf(ann, 'blockedUsers')).toEqual(newestFirst);
    expect(await pagesOf(ann, 'friends')).toEqual([]);
  });

  it('of requests are read in pages, newest first, by either side', async () => {
    const [ann, ...others] = some(6) as [Person, ...Person[]];
    const sent: (string | undefined)[] = [];
    const received: (string | undefined)[] = [];
    for (const [i, other] of others.entries())
      if (i % 2) sent.unshift((await world.request(ann, other)).friendship?.id);
      else received.unshift((await world.request(other, ann)).friendship?.id);
    expect(await pagesOf(ann, 'sentFriendRequests')).toEqual(sent);
    expect(await pagesOf(ann, 'friendRequests')).toEqual(received);
  });

  it('of both sides are read by place, with the size of the whole', async () => {
    const [ann, bob, carl, dora] = some(4) as [Person, Person, Person, Person];
    const first = await world.befriend(ann, bob);
    const second = (await world.request(carl, ann)).friendship?.id;
    const third = (await world.request(ann, dora)).friendship?.id;
    const at = async (place: string) =>
      (await show([ann], `friendships${place} { items { id } total }`, ann)).data._entities;
    const page = (...ids: readonly (string | undefined)[]) => [
      { friendships: { items: ids.map((id) => ({ id })), total: 3 } },
    ];
    expect(await at('')).toEqual(page(third, second, first));
    expect(await at('(limit: 1, offset: 1)')).toEqual(page(second));
    expect(await at('(offset: 9)')).toEqual(page());
  });

  it.each([
    ['friends(first: 0) { edges { cursor } }', 'first'],
    ['friends(first: 101) { edges { cursor } }', 'first'],
    ['friendRequests(after: "x") { edges { cursor } }', 'after'],
    ['sentFriendRequests(after: "") { edges { cursor } }', 'after'],
    ['blockedUsers(first: -1) { edges { cursor } }', 'first'],
    ['mutualFriends(first: 101) { edges { cursor } }', 'first'],
    ['friendships(limit: 0) { total }', 'limit'],
    ['friendships(limit: 101) { total }', 'limit'],
    ['friendships(offset: -1) { total }', 'offset'],
  ])('refuse %s', async (fields, field) => {
    const ann = world.person();
    expect((await show([ann], fields, ann)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
  });

  it('are for the user, administrators and services only', async () => {
    const [ann, bob, carl] = some(3) as [Person, Person, Person];
    await world.befriend(ann, bob);
    await world.request(carl, ann);
    await world.does(ann, 'block', { userId: world.person().id });
    const own = (await show([ann], OWN, ann)).data;
    expect(own._entities[0]).toMatchObject({ friendCount: 1, friendRequestCount: 1, friendships: { total: 2 } });
    for (const viewer of [someUser('ADMIN'), { kind: 'service', name: 'chats' } as const])
      expect((await show([ann], OWN, viewer)).data).toEqual(own);
    const nothing = Object.fromEntries(Object.keys(own._entities[0] ?? {}).map((field) => [field, null]));
    for (const [viewer, code] of [
      [bob, 'FORBIDDEN'],
      [someUser('MANAGER'), 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      const { data, errors } = await show([ann], OWN, viewer);
      expect(data._entities).toEqual([nothing]);
      expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set([code]));
    }
  });

  it('say to anybody signed in whom they and a user both know, and what is between them', async () => {
    const [ann, bob, friend] = some(3) as [Person, Person, Person];
    await world.befriend(ann, friend);
    await world.befriend(friend, bob);
    const { friendship } = await world.request(bob, ann);
    for (const [viewer, other] of [
      [ann, bob],
      [bob, ann],
    ] as const)
      expect(await world.peerOf(viewer, other)).toEqual({ friendship, mutual: [friend.id], mutualCount: 1 });
    expect(await world.peerOf(world.person(), ann)).toEqual({ friendship: null, mutual: [], mutualCount: 0 });
    const { data, errors } = await show([ann], SHARED);
    expect(data._entities).toEqual([{ mutualFriends: null, mutualFriendCount: null, friendshipWithViewer: null }]);
    expect(errors).toHaveLength(3);
    for (const error of errors ?? []) expect(error.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('give a friendship by its id to the two, administrators and services', async () => {
    const [ann, bob] = some(2) as [Person, Person];
    const { friendship } = await world.request(ann, bob);
    const byId = async (id: string | undefined, viewer?: Viewer) =>
      await world.subgraph.query('query ($id: ID!) { friendship(id: $id) { id } }', { id }, viewer);
    const reference = async (viewer?: Viewer) =>
      (await world.subgraph.entities({ type: 'Friendship', keys: [{ id: friendship?.id }], fields: 'id' }, viewer)).data
        ._entities;
    const found = { id: friendship?.id };
    for (const viewer of [ann, bob, someUser('ADMIN'), { kind: 'service', name: 'mz' } as const]) {
      expect(await byId(friendship?.id, viewer)).toEqual({ data: { friendship: found } });
      expect(await reference(viewer)).toEqual([found]);
    }
    expect(await byId(friendship?.id, world.person())).toEqual({ data: { friendship: null } });
    expect(await reference(world.person())).toEqual([null]);
    expect(await reference()).toEqual([null]);
    for (const id of ['', 'x', 'a\0b', crypto.randomUUID()])
      expect(await byId(id, ann)).toEqual({ data: { friendship: null } });
    expect((await byId(friendship?.id)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('tell other subgraphs how two users stand with each other', async () => {
    const [ann, bob, carl] = some(3) as [Person, Person, Person];
    await world.befriend(ann, bob);
    await world.does(carl, 'block', { userId: ann.id });
    const keys = [
      [ann, bob],
      [bob, ann],
      [ann, carl],
      [carl, ann],
      [bob, carl],
    ].map(([one, other]) => ({ firstId: one?.id, secondId: other?.id }));
    const ask = (viewer?: Viewer) =>
      world.subgraph.entities(
        { type: 'UserPair', keys: [...keys, { firstId: 'x', secondId: '' }], fields: 'firstId areFriends isBlocked' },
        viewer,
      );
    const answer = (areFriends: boolean, isBlocked: boolean, at: number) => ({
      firstId: keys[at]?.firstId ?? 'x',
      areFriends,
      isBlocked,
    });
    let replies: unknown;
    const statements = await countStatements(async () => {
      replies = (await ask({ kind: 'service', name: 'chats' })).data._entities;
    });
    expect(statements).toBe(1);
    expect(replies).toEqual([
      answer(true, false, 0),
      answer(true, false, 1),
      answer(false, true, 2),
      answer(false, true, 3),
      answer(false, false, 4),
      answer(false, false, 5),
    ]);
    for (const [viewer, code] of [
      [ann, 'FORBIDDEN'],
      [someUser('ADMIN'), 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const)
      expect((await ask(viewer)).errors?.[0]).toMatchObject({ extensions: { code } });
  });

  it('take as many statements for 1, 10 and 100 users', async () => {
    const people = some(100);
    await Promise.all(people.map((one, i) => world.befriend(one, people[(i + 1) % 100] ?? one)));
    const [viewer] = people as [Person];
    const count = (size: number, fields: string, as: Viewer) =>
      countStatements(async () => {
        const { data, errors } = await show(people.slice(0, size), fields, as);
        expect(errors).toBeUndefined();
        expect(data._entities).toHaveLength(size);
      });
    for (const size of [1, 10, 100]) {
      expect(await count(size, OWN, someUser('ADMIN'))).toBe(7);
      expect(await count(size, SHARED, viewer)).toBe(3);
    }
    const keys = (
      await show(people, 'friends { edges { friendship { id } } }', someUser('ADMIN'))
    ).data._entities.flatMap(({ friends }) =>
      (friends as { edges: readonly { friendship: { id: string } }[] }).edges.map((edge) => edge.friendship),
    );
    for (const size of [1, 10, 100])
      expect(
        await countStatements(() =>
          world.subgraph.entities({ type: 'Friendship', keys: keys.slice(0, size), fields: 'tag' }, someUser('ADMIN')),
        ),
      ).toBe(1);
  });
});
