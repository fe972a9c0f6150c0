import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { SOME_TEXT, someUser } from '../../tests/support/open-test-subgraph.ts';
import { openFriends, type OpenFriends } from './friends.suite.ts';

const SERVICE: Viewer = { kind: 'service', name: 'mz' };

describe('creation by a service', () => {
  let world: OpenFriends;
  beforeAll(async () => {
    world = await openFriends();
  });
  afterAll(() => world.close());

  const create = (requesterId: string, addresseeId: string, tag = '', viewer: Viewer = SERVICE) =>
    world.does(viewer, 'create', { input: { requesterId, addresseeId, tag } });

  it.each([
    ['a service', SERVICE],
    ['an administrator', someUser('ADMIN')],
  ])('makes two users friends at once, for %s', async (_who, viewer) => {
    const [ann, bob] = [world.person(), world.person()];
    expect(await create(ann.id.toUpperCase(), bob.id, 'met elsewhere', viewer)).toMatchObject({
      __typename: 'FriendshipCreated',
      friendship: { status: 'ACCEPTED', tag: 'met elsewhere', requester: { id: ann.id }, addressee: { id: bob.id } },
    });
    expect(await world.listsOf(ann)).toMatchObject({ friends: [bob.id] });
    expect(await world.listsOf(bob, SERVICE)).toMatchObject({ friends: [ann.id], all: [ann.id], total: 1 });
  });

  it.each([
    ['nobody known', undefined, 'UNAUTHENTICATED'],
    ['a user', someUser(), 'FORBIDDEN'],
    ['a manager', someUser('MANAGER'), 'FORBIDDEN'],
  ] as const)('is not for %s', async (_who, viewer, code) => {
    const [ann, bob] = [world.person(), world.person()];
    const input = { requesterId: ann.id, addresseeId: bob.id, tag: '' };
    expect((await world.send(viewer, 'create', { input })).errors).toMatchObject([{ extensions: { code } }]);
    expect(await world.listsOf(ann)).toMatchObject({ friends: [] });
  });

  it('says which of the two is unknown, the requester first, and before that that they are the same', async () => {
    const ann = world.person();
    const [unknown, other] = [crypto.randomUUID(), crypto.randomUUID()];
    expect(await create(unknown, unknown.toUpperCase())).toEqual({ __typename: 'SelfFriendship', message: SOME_TEXT });
    expect(await create(unknown, other)).toEqual({ __typename: 'UserNotFound', userId: unknown });
    expect(await create(ann.id, other)).toEqual({ __typename: 'UserNotFound', userId: other });
  });

  it('is refused where there is anything between the two, in either direction', async () => {
    const exists = { __typename: 'FriendshipExists' };
    const [ann, bob, carl] = [world.person(), world.person(), world.person()];
    await create(ann.id, bob.id);
    expect(await create(ann.id, bob.id)).toEqual({ ...exists, requesterId: ann.id, addresseeId: bob.id });
    expect(await create(bob.id, ann.id)).toMatchObject(exists);
    const { friendship } = await world.request(ann, carl);
    expect(await create(carl.id, ann.id)).toMatchObject(exists);
    expect((await world.peerOf(ann, carl)).friendship).toEqual(friendship);
    await world.does(bob, 'block', { userId: carl.id });
    expect(await create(bob.id, carl.id)).toMatchObject(exists);
    expect(await create(carl.id, bob.id)).toMatchObject(exists);
  });

  it('makes one of many at once', async () => {
    const [ann, bob] = [world.person(), world.person()];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 ? create(ann.id, bob.id) : create(bob.id, ann.id))),
    );
    expect(answers.filter(({ __typename }) => __typename === 'FriendshipCreated')).toHaveLength(1);
    expect(await world.listsOf(ann)).toMatchObject({ friends: [bob.id] });
  });

  it('takes a word of up to 10,000 characters', async () => {
    const [ann, bob] = [world.person(), world.person()];
    const input = { requesterId: ann.id, addresseeId: bob.id, tag: 'é'.repeat(10_001) };
    expect((await world.send(SERVICE, 'create', { input })).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', field: 'input.tag' } },
    ]);
    expect((await create(ann.id, bob.id, 'é'.repeat(10_000))).friendship?.tag).toHaveLength(10_000);
  });
});
