import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openFriends, type OpenFriends, type Person } from './friends.suite.ts';

let seq = 0;

describe('users whose account is deleted', () => {
  let world: OpenFriends;
  beforeAll(async () => {
    world = await openFriends();
  });
  afterAll(() => world.close());

  const depart = async ({ id: userId }: Person): Promise<unknown> => {
    const envelope = {
      viewer: { kind: 'service', name: 'users' },
      contract: 'graphql',
      requestId: 'departure',
      budgetMs: 5000,
    } as const;
    const event = JSON.stringify({ name: 'UserDeleted', seq: ++seq, payload: { userId } });
    return JSON.parse((await world.subgraph.caller.call('/events', event, envelope)).body);
  };

  it('leave no friendship, request or block behind, however often it is told', async () => {
    const [gone, friend, asker, asked, blocker, blocked] = Array.from({ length: 6 }, () => world.person()) as [
      Person,
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    await world.befriend(gone, friend);
    await world.request(asker, gone);
    await world.request(gone, asked);
    await world.does(blocker, 'block', { userId: gone.id });
    await world.does(gone, 'block', { userId: blocked.id });
    await world.befriend(friend, asker);
    for (let i = 0; i < 2; i++) expect(await depart(gone)).toEqual({ applied: true });
    const none = { friends: [], requests: [], sent: [], blocked: [], all: [], total: 0 };
    for (const one of [gone, asked, blocker, blocked]) expect(await world.listsOf(one)).toMatchObject(none);
    expect(await world.listsOf(friend)).toMatchObject({ friends: [asker.id], total: 1 });
    expect(await world.listsOf(asker)).toMatchObject({ friends: [friend.id], sent: [] });
  });

  it('take no part in anything new, even while their owner still knows them', async () => {
    const [gone, ann] = [world.person(), world.person()];
    await depart(gone);
    expect(await world.request(ann, gone)).toEqual({ __typename: 'UserNotFound', userId: gone.id });
    expect(await world.does(ann, 'block', { userId: gone.id })).toEqual({
      __typename: 'UserNotFound',
      userId: gone.id,
    });
    for (const [requesterId, addresseeId] of [
      [ann.id, gone.id],
      [gone.id, ann.id],
    ]) {
      const input = { requesterId, addresseeId, tag: '' };
      expect(await world.does({ kind: 'service', name: 'mz' }, 'create', { input })).toEqual({
        __typename: 'UserNotFound',
        userId: gone.id,
      });
    }
    const unauthenticated = [{ extensions: { code: 'UNAUTHENTICATED' } }];
    expect((await world.send(gone, 'request', { input: { userId: ann.id } })).errors).toMatchObject(unauthenticated);
    expect((await world.send(gone, 'block', { userId: ann.id })).errors).toMatchObject(unauthenticated);
  });

  it('leave nothing behind of what was asked at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const gone = world.person();
      const others = Array.from({ length: 6 }, () => world.person());
      await Promise.all([
        ...others.slice(0, 3).map((other) => world.request(other, gone)),
        depart(gone),
        ...others.slice(3, 5).map((other) => world.request(other, gone)),
        ...others.slice(5).map((other) => world.does(other, 'block', { userId: gone.id })),
      ]);
      for (const other of others) expect(await world.listsOf(other)).toMatchObject({ sent: [], blocked: [], total: 0 });
    }
  });
});
