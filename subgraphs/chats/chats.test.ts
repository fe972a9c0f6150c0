import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import {
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { countOwnStatements, openChats, type OpenChats, type Person } from './chats.suite.ts';
import { chats } from './module.ts';

const CREATE = `mutation ($name: String!) {
  createChat(input: { name: $name }) {
    __typename
    ... on ChatCreated { chat { id name createdAt members { edges { node { role displayName user { id } chat { id } } } } } }
    ... on InvalidChat { problems { field message } }
  }
}`;
interface CreateReply {
  readonly createChat: { readonly chat: { readonly id: string } };
}
interface ChatsReply {
  readonly _entities: readonly [{ readonly chats: TestList<{ readonly id: string }> }];
}
const MESSAGES = { kind: 'service', name: 'messages' } as const;

describe('chats', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(chats);
  });
  afterAll(() => subgraph.close());

  const create = async (viewer: Viewer | undefined, name = 'tea') =>
    (await subgraph.query(CREATE, { name }, viewer)) as TestReply<CreateReply>;
  const created = async (viewer: Viewer): Promise<string> => (await create(viewer)).data.createChat.chat.id;
  const read = (id: string, viewer?: Viewer): Promise<TestReply> =>
    subgraph.query('query ($id: ID!) { chat(id: $id) { id name } }', { id }, viewer);
  const chatsOf = async (
    id: string,
    viewer?: Viewer,
    fields = 'chats { edges { node { id } } pageInfo { hasNextPage endCursor } }',
  ) => (await subgraph.entities({ type: 'User', keys: [{ id }], fields }, viewer)) as TestReply<ChatsReply>;

  it('opens a chat that its creator owns and finds again', async () => {
    const user = someUser();
    const { chat } = (await create(user, ' tea & cake ')).data.createChat;
    expect(chat).toMatchObject({
      name: 'tea & cake',
      members: {
        edges: [{ node: { role: 'OWNER', displayName: null, user: { id: user.id }, chat: { id: chat.id } } }],
      },
    });
    expect(await read(chat.id, user)).toEqual({ data: { chat: { id: chat.id, name: 'tea & cake' } } });
    expect(await read(chat.id.toUpperCase(), user)).toEqual({ data: { chat: { id: chat.id, name: 'tea & cake' } } });
    expect((await chatsOf(user.id, user)).data._entities[0].chats.edges).toEqual([{ node: { id: chat.id } }]);
  });

  it.each([
    ['no name', ''],
    ['a blank name', '  '],
    ['an over-long name', 'x'.repeat(256)],
    ['a name that cannot be stored', 'a\0b'],
  ])('says what is wrong with %s', async (_what, name) => {
    const user = someUser();
    expect((await create(user, name)).data.createChat).toEqual({
      __typename: 'InvalidChat',
      problems: [{ field: 'name', message: SOME_TEXT }],
    });
    expect((await chatsOf(user.id, user)).data._entities[0].chats.edges).toEqual([]);
  });

  it('is as if absent for whoever is not in it, administrators included', async () => {
    const user = someUser();
    const id = await created(user);
    for (const stranger of [someUser(), someUser('ADMIN')]) {
      expect(await read(id, stranger)).toEqual({ data: { chat: null } });
      expect(await subgraph.entities({ type: 'Chat', keys: [{ id }], fields: 'id' }, stranger)).toEqual({
        data: { _entities: [null] },
      });
      expect((await chatsOf(user.id, stranger)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    expect((await read(id)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await chatsOf(user.id)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await create(undefined)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await subgraph.entities({ type: 'Chat', keys: [{ id }], fields: 'id' })).toEqual({
      data: { _entities: [null] },
    });
  });

  it('knows no chat by an id that is none', async () => {
    for (const id of ['', 'x', 'a\0b', crypto.randomUUID()])
      expect(await read(id, someUser())).toEqual({ data: { chat: null } });
  });

  it('tells other subgraphs, and members, who is in a chat and as what', async () => {
    const user = someUser();
    const id = await created(user);
    const pairs = [
      { chat: { id }, user: { id: user.id } },
      { chat: { id: id.toUpperCase() }, user: { id: user.id.toUpperCase() } },
      { chat: { id }, user: { id: someUser().id } },
      { chat: { id: crypto.randomUUID() }, user: { id: user.id } },
      { chat: { id: 'x' }, user: { id: 'a\0b' } },
    ];
    const ask = async (viewer?: Viewer) =>
      (await subgraph.entities({ type: 'Membership', keys: pairs, fields: 'role chat { id }' }, viewer)).data._entities;
    const membership = { role: 'OWNER', chat: { id } };
    expect(await ask(MESSAGES)).toEqual([membership, membership, null, null, null]);
    expect(await ask(user)).toEqual([membership, membership, null, null, null]);
    expect(await ask(someUser())).toEqual([null, null, null, null, null]);
    expect(await ask()).toEqual([null, null, null, null, null]);
  });

  it('pages through chats, newest first', async () => {
    const user = someUser();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift(await created(user));
    const first = (
      await chatsOf(user.id, user, 'chats(first: 3) { edges { node { id } } pageInfo { hasNextPage endCursor } }')
    ).data._entities[0].chats;
    const rest = (
      await chatsOf(
        user.id,
        user,
        `chats(first: 3, after: "${first.pageInfo.endCursor}") { edges { node { id } } pageInfo { hasNextPage endCursor } }`,
      )
    ).data._entities[0].chats;
    expect([...first.edges, ...rest.edges].map(({ node }) => node.id)).toEqual(ids);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('sends as many statements for many chats as for one', async () => {
    const user = someUser();
    const count = () =>
      countOwnStatements(() =>
        chatsOf(user.id, user, 'chats { edges { node { name members { edges { node { role chat { name } } } } } } }'),
      );
    await created(user);
    const few = await count();
    for (let i = 0; i < 19; i++) await created(user);
    expect(await count()).toBe(few);
    expect(few).toBeLessThanOrEqual(5);
  });
});

describe('a chat', () => {
  let world: OpenChats;
  beforeAll(async () => {
    world = await openChats();
  });
  afterAll(() => world.close());

  it('is what its creator says, and for invited people unless told', async () => {
    const owner = world.person();
    const plain = await world.does(owner, 'create', { name: ' tea ' });
    expect(plain.chat).toMatchObject({
      name: 'tea',
      description: '',
      joinPolicy: 'INVITE',
      version: 1,
      memberCount: 1,
      myMembership: { role: 'OWNER', displayName: null, user: { id: owner.id } },
    });
    expect(plain.chat?.lastActivityAt).toBe(plain.chat?.createdAt);
    const told = { name: 'x'.repeat(255), description: 'y'.repeat(2000), joinPolicy: 'LINK' };
    const { chat } = await world.does(owner, 'create', { ...told, displayName: ' Me ' });
    expect(chat).toMatchObject({ ...told, myMembership: { displayName: 'Me' } });
    expect(await world.read(owner, chat?.id ?? '')).toEqual(chat);
  });

  it('is changed by its owners and administrators, each time to a new version', async () => {
    const [owner, admin, member] = [world.person(), world.person(), world.person()];
    const chatId = await world.open(owner, admin, member);
    await world.does(owner, 'role', { chatId, userId: admin.id, role: 'ADMIN' });
    const update = (actor: Person, change: object) => world.does(actor, 'update', { chatId, ...change });
    const before = await world.read(owner, chatId);
    expect((await update(owner, { name: ' cake ' })).chat).toEqual({
      ...before,
      name: 'cake',
      version: 5,
      updatedAt: SOME_TEXT,
    });
    const all = { name: 'pie', description: 'all about pie', joinPolicy: 'INVITE' };
    expect((await update(admin, all)).chat).toMatchObject({
      ...all,
      version: 6,
      lastActivityAt: before?.lastActivityAt,
    });
    for (const same of [all, {}, { name: null, description: null, joinPolicy: null }])
      expect((await update(owner, same)).chat).toMatchObject({ ...all, version: 6 });
    expect((await update(owner, { description: '' })).chat).toMatchObject({ ...all, description: '', version: 7 });
    expect(await update(member, { name: '' })).toEqual({ __typename: 'ChatRoleTooLow', role: 'MEMBER' });
    expect(await update(world.person(), { name: '' })).toEqual({ __typename: 'ChatNotFound', chatId });
  });

  it('keeps what it is where a text is wrong', async () => {
    const owner = world.person();
    const chatId = await world.open(owner);
    for (const [field, texts] of [
      ['name', ['', ' ', 'x'.repeat(256), 'a\0b', '\ud800']],
      ['description', ['x'.repeat(2001), 'a\0b', '\ud800']],
    ] as const)
      for (const text of texts) {
        const problems = [{ field, message: SOME_TEXT }];
        const wrong = { joinPolicy: 'INVITE', [field]: text };
        expect(await world.does(owner, 'update', { chatId, ...wrong })).toEqual({
          __typename: 'InvalidChat',
          problems,
        });
        expect(await world.does(owner, 'create', { name: 'tea', ...wrong })).toMatchObject({ problems });
      }
    expect(await world.does(owner, 'create', { name: '', description: 'a\0b', displayName: '' })).toMatchObject({
      problems: [{ field: 'name' }, { field: 'description' }, { field: 'displayName' }],
    });
    expect(await world.read(owner, chatId)).toMatchObject({ name: 'tea', joinPolicy: 'LINK', version: 1 });
  });

  it('is not found under an id that is none, whatever is to be done', async () => {
    const person = world.person();
    for (const chatId of ['', 'x', 'a\0b', '\ud800', 'x'.repeat(100_000), crypto.randomUUID()])
      for (const [deed, input] of [
        ['update', { chatId, name: 'tea' }],
        ['add', { chatId, userId: person.id }],
        ['join', { chatId }],
        ['remove', { chatId, userId: person.id }],
        ['role', { chatId, userId: person.id, role: 'OWNER' }],
        ['name', { chatId, displayName: 'Em' }],
        ['leave', chatId],
      ] as const)
        expect(await world.does(person, deed, input)).toEqual({ __typename: 'ChatNotFound', chatId });
  });

  it('has no other roles and policies than those of the schema', async () => {
    const owner = world.person();
    const chatId = await world.open(owner);
    for (const [deed, input] of [
      ['create', { name: 'tea', joinPolicy: 'NOBODY' }],
      ['update', { chatId, joinPolicy: 'link' }],
      ['role', { chatId, userId: owner.id, role: 'KING' }],
      ['leave', null],
      ['join', { chatId: null }],
      ['add', { chatId, userId: owner.id, displayName: 7 }],
    ] as const)
      expect((await world.send(owner, deed, input)).errors).toMatchObject([
        { extensions: { code: expect.stringMatching(/^BAD_USER_INPUT$/) as string } },
      ]);
  });

  it('is the same chat in one document, before and after it was changed', async () => {
    const owner = world.person();
    const chatId = await world.open(owner);
    const { data } = await world.subgraph.query(
      `mutation ($id: ID!) {
        a: updateChat(input: { chatId: $id, name: "a" }) { ...now }
        b: setMyDisplayName(input: { chatId: $id, displayName: "b" }) { ... on DisplayNameSet { membership { displayName chat { name version } } } }
        c: updateChat(input: { chatId: $id, name: "c" }) { ...now }
      }
      fragment now on UpdateChatResult { ... on ChatUpdated { chat { name version myMembership { displayName chat { name version } } } } }`,
      { id: chatId },
      owner,
    );
    const [a, b, c] = [2, 3, 4].map((version) => ({ name: version === 4 ? 'c' : 'a', version }));
    expect(data).toEqual({
      a: { chat: { ...a, myMembership: { displayName: null, chat: a } } },
      b: { membership: { displayName: 'b', chat: b } },
      c: { chat: { ...c, myMembership: { displayName: 'b', chat: c } } },
    });
  });

  it('is watched through the gateway only', async () => {
    const owner = world.person();
    const document = 'subscription ($id: ID!) { chatUpdated(chatId: $id) { name } }';
    expect((await world.subgraph.query(document, { id: await world.open(owner) }, owner)).errors).toMatchObject([
      { extensions: { code: 'BAD_REQUEST' } },
    ]);
  });
});
