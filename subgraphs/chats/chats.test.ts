import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import {
  countStatements,
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
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
      countStatements(() =>
        chatsOf(user.id, user, 'chats { edges { node { name members { edges { node { role chat { name } } } } } } }'),
      );
    await created(user);
    const few = await count();
    for (let i = 0; i < 19; i++) await created(user);
    expect(await count()).toBe(few);
    expect(few).toBeLessThanOrEqual(5);
  });
});
