import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SOME_TEXT, someUser } from '../../tests/support/open-test-subgraph.ts';
import { openFriends, type Answer, type OpenFriends, type Person } from './friends.suite.ts';

describe('blocks', () => {
  let world: OpenFriends;
  beforeAll(async () => {
    world = await openFriends();
  });
  afterAll(() => world.close());

  const block = (viewer: Person, { id: userId }: Person) => world.does(viewer, 'block', { userId });
  const unblock = (viewer: Person, { id: userId }: Person) => world.does(viewer, 'unblock', { userId });

  it('end a friendship, for both', async () => {
    const [ann, bob] = [world.person(), world.person()];
    await world.befriend(ann, bob);
    expect(await block(bob, ann)).toMatchObject({ __typename: 'UserBlocked', user: { id: ann.id } });
    for (const one of [ann, bob]) expect(await world.listsOf(one)).toMatchObject({ friends: [], all: [], total: 0 });
    expect(await world.listsOf(bob)).toMatchObject({ blocked: [ann.id] });
    expect(await world.listsOf(ann)).toMatchObject({ blocked: [] });
  });

  it('are set once, however often one blocks, and lifted once', async () => {
    const [ann, bob] = [world.person(), world.person()];
    const answers = await Promise.all(Array.from({ length: 5 }, () => block(ann, bob)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await world.listsOf(ann)).toMatchObject({ blocked: [bob.id] });
    for (let i = 0; i < 2; i++)
      expect(await unblock(ann, bob)).toEqual({ __typename: 'UserUnblocked', user: { id: bob.id } });
    expect(await world.listsOf(ann)).toMatchObject({ blocked: [] });
  });

  it('are of others that exist, and can be lifted from one that is inactive', async () => {
    const [ann, bob] = [world.person(), world.person()];
    expect(await world.does(ann, 'block', { userId: ann.id.toUpperCase() })).toEqual({
      __typename: 'SelfBlock',
      message: SOME_TEXT,
    });
    for (const userId of [crypto.randomUUID(), '', 'a\0b'])
      for (const deed of ['block', 'unblock'] as const)
        expect(await world.does(ann, deed, { userId })).toEqual({ __typename: 'UserNotFound', userId });
    await block(ann, bob);
    world.deactivate(bob);
    expect(await unblock(ann, bob)).toMatchObject({ __typename: 'UserUnblocked' });
  });

  it('keep the blocker from asking until they are lifted', async () => {
    const [ann, bob] = [world.person(), world.person()];
    await block(ann, bob);
    expect(await world.request(ann, bob)).toEqual({ __typename: 'BlockedByViewer', userId: bob.id });
    await unblock(ann, bob);
    expect((await world.request(ann, bob)).friendship?.status).toBe('PENDING');
    expect(await world.listsOf(bob)).toMatchObject({ requests: [ann.id] });
  });

  it('hide a request from the blocker, and lifting them shows it', async () => {
    const [ann, bob] = [world.person(), world.person()];
    await block(bob, ann);
    const { friendship } = await world.request(ann, bob);
    const friendshipId = friendship?.id;
    expect(await world.listsOf(bob)).toMatchObject({ requests: [], requestCount: 0, all: [], total: 0 });
    expect((await world.peerOf(bob, ann)).friendship).toBeNull();
    for (const deed of ['accept', 'decline', 'remove'] as const)
      expect(await world.does(bob, deed, { friendshipId })).toMatchObject({ __typename: 'FriendshipNotFound' });
    const byId = 'query ($id: ID!) { friendship(id: $id) { id status } }';
    const seenBy = async (viewer: Person) => (await world.subgraph.query(byId, { id: friendshipId }, viewer)).data;
    expect(await seenBy(bob)).toEqual({ friendship: null });
    expect(await seenBy(ann)).toEqual({ friendship: { id: friendshipId, status: 'PENDING' } });
    expect(await seenBy(someUser('ADMIN'))).toEqual({ friendship: { id: friendshipId, status: 'PENDING' } });

    await unblock(bob, ann);
    expect(await world.listsOf(bob)).toMatchObject({ requests: [ann.id], requestCount: 1, total: 1 });
    expect((await world.peerOf(bob, ann)).friendship).toEqual(friendship);
  });

  it('may be set by both, and each lifts their own', async () => {
    const [ann, bob] = [world.person(), world.person()];
    await world.request(ann, bob);
    await block(bob, ann);
    await block(ann, bob);
    expect(await world.listsOf(ann)).toMatchObject({ sent: [], blocked: [bob.id] });
    expect(await world.listsOf(bob)).toMatchObject({ requests: [], blocked: [ann.id] });
    await unblock(bob, ann);
    expect(await world.listsOf(bob)).toMatchObject({ requests: [], blocked: [] });
    expect((await world.request(bob, ann)).friendship?.status).toBe('PENDING');
    expect(await world.listsOf(ann)).toMatchObject({ requests: [] });
    await unblock(ann, bob);
    expect(await world.listsOf(ann)).toMatchObject({ requests: [bob.id] });
  });

  it('leave no mutual friends to the blocker, who has nothing to do with the blocked', async () => {
    const [ann, bob, friend] = [world.person(), world.person(), world.person()];
    await world.befriend(ann, friend);
    await world.befriend(friend, bob);
    expect(await world.peerOf(bob, ann)).toMatchObject({ mutual: [friend.id], mutualCount: 1 });
    await block(bob, ann);
    expect(await world.peerOf(bob, ann)).toMatchObject({ mutual: [], mutualCount: 0 });
  });

  describe('cannot be noticed by the blocked one', () => {
    const BEFORE: Readonly<Record<string, (ann: Person, bob: Person) => Promise<unknown>>> = {
      nothing: () => Promise.resolve(),
      'a request of the blocked one': (ann, bob) => world.request(ann, bob, 'hello'),
      'a request of the blocker': (ann, bob) => world.request(bob, ann, 'hello'),
      'a friendship': (ann, bob) => world.befriend(ann, bob),
    };
    /** What the other one could do in place of blocking, which the blocked one is allowed to see. */
    const INSTEAD: Readonly<Record<string, (bob: Person, friendshipId: string) => Promise<unknown>>> = {
      'a request of the blocker': (bob, friendshipId) => world.does(bob, 'cancel', { friendshipId }),
      'a friendship': (bob, friendshipId) => world.does(bob, 'remove', { friendshipId }),
    };

    /** Everything that Ann can do and see, with each id under the name of what it is. */
    const experience = async (before: string, isBlocked: boolean): Promise<readonly unknown[]> => {
      const [ann, bob, friend] = [world.person(), world.person(), world.person()];
      await world.befriend(ann, friend);
      await world.befriend(friend, bob);
      await BEFORE[before]?.(ann, bob);
      const first = (await world.peerOf(ann, bob)).friendship?.id ?? 'none';
      if (isBlocked) await block(bob, ann);
      else await INSTEAD[before]?.(bob, first);

      const seen: unknown[] = [];
      let last = first;
      const see = async (answer?: Promise<Answer>) => {
        const given = await answer;
        last = given?.friendship?.id ?? last;
        const found = await world.subgraph.query(
          'query ($id: ID!) { friendship(id: $id) { status tag } }',
          { id: last },
          ann,
        );
        seen.push(given, found, await world.listsOf(ann), await world.peerOf(ann, bob));
      };
      await see();
      for (const deed of ['accept', 'decline', 'cancel', 'remove'] as const)
        await see(world.does(ann, deed, { friendshipId: first }));
      await see(world.request(ann, bob, 'please'));
      await see(world.request(ann, bob, 'please, please'));
      await see(world.does(ann, 'tag', { input: { friendshipId: last, tag: 'really' } }));
      for (const deed of ['accept', 'decline', 'remove'] as const)
        await see(world.does(ann, deed, { friendshipId: last }));
      await see(world.does(ann, 'cancel', { friendshipId: last }));
      await see(world.request(ann, bob));
      await see(block(ann, bob));
      await see(unblock(ann, bob));
      await see(world.request(ann, bob));
      const names = new Map([
        [ann.id, 'ann'],
        [bob.id, 'bob'],
        [friend.id, 'friend'],
      ]);
      const text = JSON.stringify(seen, (key, value: unknown) => (/At$/.test(key) ? 'a time' : value));
      return JSON.parse(
        text.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => {
          const name = names.get(id) ?? `friendship ${names.size - 2}`;
          names.set(id, name);
          return name;
        }),
      ) as unknown[];
    };

    it.each(Object.keys(BEFORE))('after %s', async (before) => {
      const blocked = await experience(before, true);
      expect(blocked).toHaveLength(64);
      expect(blocked).toEqual(await experience(before, false));
    });
  });
});
