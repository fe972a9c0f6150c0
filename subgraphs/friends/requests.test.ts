import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestSubgraph, SOME_TEXT, someUser } from '../../tests/support/open-test-subgraph.ts';
import { openFriends, type Deed, type OpenFriends, type Person } from './friends.suite.ts';
import { friends } from './module.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('requests', () => {
  let world: OpenFriends;
  let time = new Date();
  beforeAll(async () => {
    world = await openFriends({ now: () => time });
  });
  afterAll(() => world.close());

  it('wait until the other one asks back, and then each is shown to the other', async () => {
    const [ann, bob] = [world.person(), world.person()];
    const asked = await world.request(ann, bob, 'school');
    expect(asked).toMatchObject({
      __typename: 'FriendshipRequested',
      friendship: { status: 'PENDING', tag: 'school', requester: { id: ann.id }, addressee: { id: bob.id } },
    });
    expect(await world.listsOf(bob)).toMatchObject({ friends: [], requests: [ann.id], sent: [], requestCount: 1 });
    expect(await world.listsOf(ann)).toMatchObject({ friends: [], requests: [], sent: [bob.id], requestCount: 0 });

    const met = await world.request(bob, ann, 'ignored');
    expect(met.friendship).toEqual({ ...asked.friendship, status: 'ACCEPTED' });
    const none = { requests: [], sent: [], requestCount: 0, friendCount: 1 };
    expect(await world.listsOf(ann)).toMatchObject({ friends: [bob.id], ...none });
    expect(await world.listsOf(bob)).toMatchObject({ friends: [ann.id], ...none });
  });

  it('say what each of the two may do, and not whether they are hidden', async () => {
    const [ann, bob, blocker] = [world.person(), world.person(), world.person()];
    const actionsOf = async (id: string | undefined, viewer: Person): Promise<unknown> => {
      const document = 'query ($id: ID!) { friendship(id: $id) { allowedActions } }';
      return (await world.subgraph.query(document, { id }, viewer)).data;
    };
    const { friendship } = await world.request(ann, bob);
    const asRequester = { friendship: { allowedActions: ['REQUEST', 'CANCEL', 'TAG'] } };
    expect(await actionsOf(friendship?.id, ann)).toEqual(asRequester);
    expect(await actionsOf(friendship?.id, bob)).toEqual({
      friendship: { allowedActions: ['REQUEST', 'ACCEPT', 'DECLINE'] },
    });
    await world.does(blocker, 'block', { userId: ann.id });
    const hidden = await world.request(ann, blocker);
    expect(await actionsOf(hidden.friendship?.id, ann)).toEqual(asRequester);
  });

  it('are accepted by the addressee, who may say so twice', async () => {
    const [ann, bob] = [world.person(), world.person()];
    const { friendship } = await world.request(ann, bob);
    const accepted = {
      __typename: 'FriendshipAccepted',
      friendship: { id: friendship?.id, status: 'ACCEPTED' },
    };
    expect(await world.does(bob, 'accept', { friendshipId: friendship?.id })).toMatchObject(accepted);
    expect(await world.does(bob, 'accept', { friendshipId: friendship?.id })).toMatchObject(accepted);
    expect(await world.listsOf(ann)).toMatchObject({ friends: [bob.id] });
  });

  it('change nothing when the same one asks again', async () => {
    const [ann, bob] = [world.person(), world.person()];
    const first = await world.request(ann, bob, 'one');
    expect(await world.request(ann, bob, 'two')).toEqual(first);
    await world.request(bob, ann);
    expect((await world.request(ann, bob)).friendship?.status).toBe('ACCEPTED');
  });

  it.each([
    ['decline', 'FriendshipDeclined', 'addressee'],
    ['cancel', 'FriendshipRequestCancelled', 'requester'],
  ] as const)('end by %s, which frees the pair', async (deed, answer, side) => {
    const [ann, bob] = [world.person(), world.person()];
    const [actor, other] = side === 'requester' ? [ann, bob] : [bob, ann];
    const { friendship } = await world.request(ann, bob);
    const friendshipId = friendship?.id;
    expect(await world.does(actor, deed, { friendshipId })).toEqual({
      __typename: answer,
      friendshipId,
      user: { id: other.id },
    });
    for (const one of [ann, bob]) expect(await world.listsOf(one)).toMatchObject({ all: [], total: 0 });
    for (const late of ['accept', 'decline', 'cancel', 'remove'] as const)
      expect(await world.does(actor, late, { friendshipId })).toEqual({
        __typename: 'FriendshipNotFound',
        friendshipId,
      });
    expect((await world.request(bob, ann)).friendship).toMatchObject({ status: 'PENDING', requester: { id: bob.id } });
  });

  it('become friendships that either may end', async () => {
    for (const remover of [0, 1] as const) {
      const pair = [world.person(), world.person()] as const;
      const friendshipId = await world.befriend(...pair);
      expect(await world.does(pair[remover], 'remove', { friendshipId })).toMatchObject({
        __typename: 'FriendshipRemoved',
        user: { id: pair[1 - remover]?.id },
      });
      expect(await world.listsOf(pair[0])).toMatchObject({ friends: [], friendCount: 0 });
    }
  });

  it.each([
    ['requester', 'PENDING', 'accept', ['REQUEST', 'CANCEL', 'TAG']],
    ['requester', 'PENDING', 'decline', ['REQUEST', 'CANCEL', 'TAG']],
    ['requester', 'PENDING', 'remove', ['REQUEST', 'CANCEL', 'TAG']],
    ['addressee', 'PENDING', 'cancel', ['REQUEST', 'ACCEPT', 'DECLINE']],
    ['addressee', 'PENDING', 'remove', ['REQUEST', 'ACCEPT', 'DECLINE']],
    ['addressee', 'PENDING', 'tag', ['REQUEST', 'ACCEPT', 'DECLINE']],
    ['requester', 'ACCEPTED', 'accept', ['REQUEST', 'REMOVE', 'TAG']],
    ['requester', 'ACCEPTED', 'cancel', ['REQUEST', 'REMOVE', 'TAG']],
    ['addressee', 'ACCEPTED', 'decline', ['REQUEST', 'ACCEPT', 'REMOVE']],
    ['addressee', 'ACCEPTED', 'tag', ['REQUEST', 'ACCEPT', 'REMOVE']],
  ] as const)(
    'refuse the %s of a %s one to %s, and say what is allowed',
    async (side, status, deed, allowedActions) => {
      const [ann, bob] = [world.person(), world.person()];
      const { friendship } = await world.request(ann, bob, 'word');
      if (status === 'ACCEPTED') await world.request(bob, ann);
      const friendshipId = friendship?.id;
      const variables = deed === 'tag' ? { input: { friendshipId, tag: 'new' } } : { friendshipId };
      expect(await world.does(side === 'requester' ? ann : bob, deed, variables)).toEqual({
        __typename: 'FriendshipChangeRefused',
        friendship: { ...friendship, status },
        allowedActions,
      });
      expect((await world.peerOf(ann, bob)).friendship).toEqual({ ...friendship, status });
    },
  );

  it('carry a word of the requester, who may change it', async () => {
    const [ann, bob] = [world.person(), world.person()];
    const { friendship } = await world.request(ann, bob, 'school');
    for (const tag of ['work', '']) {
      expect(await world.does(ann, 'tag', { input: { friendshipId: friendship?.id, tag } })).toEqual({
        __typename: 'FriendshipTagUpdated',
        friendship: { ...friendship, tag },
      });
      expect((await world.peerOf(bob, ann)).friendship?.tag).toBe(tag);
    }
  });

  it('make exactly one friendship when they cross, however many at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [ann, bob] = [world.person(), world.person()];
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => (i % 2 ? world.request(ann, bob) : world.request(bob, ann))),
      );
      expect(new Set(answers.map(({ friendship }) => friendship?.id)).size).toBe(1);
      expect(await world.listsOf(ann)).toMatchObject({ friends: [bob.id] });
      expect(await world.listsOf(bob)).toMatchObject({ friends: [ann.id] });
    }
  });

  it('are not to oneself, in whatever case the id is written', async () => {
    const ann = world.person();
    for (const id of [ann.id, ann.id.toUpperCase()])
      expect(await world.request(ann, { id })).toEqual({ __typename: 'SelfFriendship', message: SOME_TEXT });
  });

  it('are to users that exist and are active', async () => {
    const [ann, gone] = [world.person(), world.person()];
    world.deactivate(gone);
    for (const id of [gone.id, crypto.randomUUID(), '', 'x', 'a\0b'])
      expect(await world.request(ann, { id })).toEqual({ __typename: 'UserNotFound', userId: id });
  });

  it('are at most 100 in any 24 hours, cancelled ones included', async () => {
    const ann = world.person();
    const start = time;
    const { friendship } = await world.request(ann, world.person());
    await world.does(ann, 'cancel', { friendshipId: friendship?.id });
    time = new Date(start.getTime() + 1000);
    const asked = await Promise.all(Array.from({ length: 120 }, () => world.request(ann, world.person())));
    const refused = asked.filter(({ __typename }) => __typename === 'TooManyFriendshipRequests');
    expect(refused).toHaveLength(21);
    expect(refused[0]?.retryAt).toBe(new Date(start.getTime() + DAY_MS).toISOString());
    expect(await world.listsOf(ann)).toMatchObject({ total: 99 });

    // Answering somebody is no request, and what is asked again was counted.
    const bob = world.person();
    await world.request(bob, ann);
    expect((await world.request(ann, bob)).friendship?.status).toBe('ACCEPTED');
    const again = asked.find((answer) => answer.friendship !== undefined)?.friendship;
    expect((await world.request(ann, { id: again?.addressee.id ?? '' })).friendship).toEqual(again);

    time = new Date(start.getTime() + DAY_MS - 1);
    expect((await world.request(ann, world.person())).__typename).toBe('TooManyFriendshipRequests');
    time = new Date(start.getTime() + DAY_MS);
    expect((await world.request(ann, world.person())).__typename).toBe('FriendshipRequested');
    expect((await world.request(ann, world.person())).__typename).toBe('TooManyFriendshipRequests');
  });

  it.each([
    ['over-long', 'x'.repeat(201)],
    ['not storable', 'a\0b'],
  ])('refuse a word that is %s', async (_what, tag) => {
    const [ann, bob] = [world.person(), world.person()];
    const problem = [{ extensions: { code: 'BAD_USER_INPUT', field: 'input.tag' } }];
    expect((await world.send(ann, 'request', { input: { userId: bob.id, tag } })).errors).toMatchObject(problem);
    expect(await world.listsOf(bob)).toMatchObject({ requests: [] });
    const { friendship } = await world.request(ann, bob, 'kept');
    const input = { friendshipId: friendship?.id, tag };
    expect((await world.send(ann, 'tag', { input })).errors).toMatchObject(problem);
    expect((await world.peerOf(ann, bob)).friendship).toEqual(friendship);
  });

  it.each(['', 'x', 'a\0b', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
    'are not found by the id %j, nor by anybody but the two',
    async (unknown) => {
      const [ann, bob] = [world.person(), world.person()];
      const { friendship } = await world.request(ann, bob);
      for (const [viewer, friendshipId] of [
        [ann, unknown],
        [world.person(), friendship?.id],
        [someUser('ADMIN'), friendship?.id],
      ] as const)
        for (const deed of ['accept', 'decline', 'cancel', 'remove', 'tag'] as const) {
          const variables = deed === 'tag' ? { input: { friendshipId, tag: '' } } : { friendshipId };
          expect(await world.does(viewer, deed, variables)).toEqual({ __typename: 'FriendshipNotFound', friendshipId });
        }
      expect((await world.peerOf(ann, bob)).friendship).toEqual(friendship);
    },
  );

  it('need a sign-in, and the users subgraph to answer', async () => {
    const bob = world.person();
    const variables: Readonly<Record<Exclude<Deed, 'create'>, object>> = {
      request: { input: { userId: bob.id } },
      accept: { friendshipId: bob.id },
      decline: { friendshipId: bob.id },
      cancel: { friendshipId: bob.id },
      remove: { friendshipId: bob.id },
      tag: { input: { friendshipId: bob.id, tag: '' } },
      block: { userId: bob.id },
      unblock: { userId: bob.id },
    };
    for (const [deed, values] of Object.entries(variables)) {
      const { errors } = await world.send(undefined, deed as Deed, values);
      expect(errors, deed).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
    const alone = await openTestSubgraph(friends);
    const { errors } = await alone.query(
      'mutation ($id: ID!) { requestFriendship(input: { userId: $id }) { __typename } }',
      { id: bob.id },
      someUser(),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    await alone.close();
  });
});
