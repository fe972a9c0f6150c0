import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
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
import { chats } from '../chats/module.ts';
import { messages } from './module.ts';

const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) {
    __typename
    ... on MessageSent { repeated message { id seq text createdAt editedAt deletedAt chat { id } author { id } } }
    ... on ChatNotFound { chatId }
    ... on InvalidMessage { problems { field message } }
  }
}`;

interface SendReply {
  readonly sendMessage: { readonly repeated: boolean; readonly message: { readonly id: string; readonly seq: number } };
}
interface MessagesReply {
  readonly _entities: readonly [{ readonly messages: TestList<{ readonly seq: number }> }];
}

describe('messages', () => {
  let rooms: TestSubgraph;
  let subgraph: TestSubgraph;
  let replica: TestSubgraph;
  beforeAll(async () => {
    const databaseUrl = await freshDatabase();
    rooms = await openTestSubgraph(chats);
    subgraph = await openTestSubgraph(messages, { peers: { chats: rooms }, databaseUrl });
    replica = await openTestSubgraph(messages, { peers: { chats: rooms }, databaseUrl });
  });
  afterAll(() => Promise.all([rooms.close(), subgraph.close(), replica.close()]));

  const chatOf = async (viewer: Viewer): Promise<string> => {
    const document = 'mutation { createChat(input: { name: "tea" }) { ... on ChatCreated { chat { id } } } }';
    const { data } = (await rooms.query(document, {}, viewer)) as TestReply<{ createChat: { chat: { id: string } } }>;
    return data.createChat.chat.id;
  };
  const send = async (
    viewer: Viewer | undefined,
    input: { chatId: string; text?: string; clientMessageId?: string; membershipId?: string | undefined },
    at = subgraph,
  ) => {
    const defaults = { text: 'hello', clientMessageId: crypto.randomUUID() };
    return (await at.query(SEND, { input: { ...defaults, ...input } }, viewer)) as TestReply<SendReply>;
  };
  const read = async (chatIds: readonly string[], viewer?: Viewer, args = '') =>
    (await subgraph.entities(
      {
        type: 'Chat',
        keys: chatIds.map((id) => ({ id })),
        fields: `messages${args} { edges { cursor node { id seq text author { id } } } pageInfo { hasNextPage endCursor } }`,
      },
      viewer,
    )) as TestReply<MessagesReply>;

  it('stores a message and shows it in its chat', async () => {
    const user = someUser();
    const chatId = await chatOf(user);
    const { data } = await send(user, { chatId: chatId.toUpperCase(), text: ' hi 👋\n' });
    expect(data.sendMessage).toMatchObject({
      __typename: 'MessageSent',
      repeated: false,
      message: {
        seq: 1,
        text: ' hi 👋\n',
        editedAt: null,
        deletedAt: null,
        chat: { id: chatId },
        author: { id: user.id },
      },
    });
    const { id } = data.sendMessage.message;
    expect((await read([chatId], user)).data._entities[0].messages.edges).toMatchObject([
      { node: { id, seq: 1, text: ' hi 👋\n' } },
    ]);
    expect((await subgraph.entities({ type: 'Message', keys: [{ id }], fields: 'seq' }, user)).data._entities).toEqual([
      { seq: 1 },
    ]);
  });

  it('answers a repeated send with the first message, from any replica, of many at once', async () => {
    const user = someUser();
    const chatId = await chatOf(user);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        send(user, { chatId, clientMessageId: 'once', text: `try ${i}` }, i % 2 ? subgraph : replica),
      ),
    );
    const results = replies.map(({ data }) => data.sendMessage);
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(results.map(({ message }) => JSON.stringify(message))).size).toBe(1);
    expect((await send(user, { chatId })).data.sendMessage.message.seq).toBe(2);
    const elsewhere = await send(user, { chatId: await chatOf(user), clientMessageId: 'once' });
    expect(elsewhere.data.sendMessage).toMatchObject({ repeated: false, message: { seq: 1 } });
  });

  it('numbers the messages of a chat without gaps, whoever writes through whichever replica', async () => {
    const user = someUser();
    const chatId = await chatOf(user);
    const key = (i: number) => `message ${i % 40}`;
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, i) => send(user, { chatId, clientMessageId: key(i) }, i % 2 ? subgraph : replica)),
    );
    const numbers = new Set(replies.map(({ data }) => data.sendMessage.message.seq));
    expect([...numbers].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const listed = (await read([chatId], user, '(first: 100)')).data._entities[0].messages.edges;
    expect(listed.map(({ node }) => node.seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('knows no chat that the sender is not in', async () => {
    const chatId = await chatOf(someUser());
    for (const id of [chatId, crypto.randomUUID(), '', 'x', 'a\0b']) {
      expect((await send(someUser('ADMIN'), { chatId: id })).data.sendMessage).toEqual({
        __typename: 'ChatNotFound',
        chatId: id,
      });
    }
    expect((await send(undefined, { chatId })).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it.each([
    ['an empty text', { text: '' }, 'text'],
    ['a blank text', { text: ' \n ' }, 'text'],
    ['a text of which nothing can be seen', { text: '\u200b\u00a0\u2060\ufeff' }, 'text'],
    ['an over-long text', { text: 'x'.repeat(4_097) }, 'text'],
    ['an over-long text of emoji', { text: '👋'.repeat(4_097) }, 'text'],
    ['a very long text', { text: 'x'.repeat(100_000) }, 'text'],
    ['a text that cannot be stored', { text: 'a\0b' }, 'text'],
    ['half a character', { text: '\udc00' }, 'text'],
    ['no client id', { clientMessageId: '' }, 'clientMessageId'],
    ['an over-long client id', { clientMessageId: 'x'.repeat(101) }, 'clientMessageId'],
    ['a client id that cannot be stored', { clientMessageId: '\0' }, 'clientMessageId'],
  ])('says what is wrong with %s and leaves no gap', async (_what, fault, field) => {
    const user = someUser();
    const chatId = await chatOf(user);
    const { data } = await send(user, { chatId, ...fault });
    expect(data.sendMessage).toEqual({
      __typename: 'InvalidMessage',
      problems: [{ field, message: SOME_TEXT }],
    });
    expect((await send(user, { chatId })).data.sendMessage.message.seq).toBe(1);
  });

  it('counts characters as readers do', async () => {
    const user = someUser();
    const chatId = await chatOf(user);
    for (const text of ['👋'.repeat(4_096), 'ё'.repeat(4_096), '👩‍👩‍👧‍👦'])
      expect((await send(user, { chatId, text })).data.sendMessage).toMatchObject({ message: { text } });
  });

  it('sends as a membership only if it is the sender’s own', async () => {
    const [user, other] = [someUser(), someUser()];
    const [chatId, elsewhere] = [await chatOf(user), await chatOf(other)];
    const membershipOf = async (viewer: Viewer & { kind: 'user' }, id: string): Promise<string> => {
      const key = { chat: { id }, user: { id: viewer.id } };
      const { data } = await rooms.entities({ type: 'Membership', keys: [key], fields: 'id' }, viewer);
      return (data._entities as [{ id: string }])[0].id;
    };
    const own = await membershipOf(user, chatId);
    for (const membershipId of [own, own.toUpperCase(), undefined])
      expect((await send(user, { chatId, membershipId })).data.sendMessage).toMatchObject({
        __typename: 'MessageSent',
      });
    for (const membershipId of [await membershipOf(other, elsewhere), crypto.randomUUID(), '', 'x', '\0'])
      expect((await send(user, { chatId, membershipId })).data.sendMessage).toEqual({
        __typename: 'ChatNotFound',
        chatId,
      });
    expect((await send(user, { chatId: elsewhere, membershipId: own })).data.sendMessage).toMatchObject({
      __typename: 'ChatNotFound',
    });
  });

  it('finds a message for members, and nothing for others', async () => {
    const user = someUser();
    const { id } = (await send(user, { chatId: await chatOf(user) })).data.sendMessage.message;
    const find = (viewer: Viewer | undefined, messageId = id) =>
      subgraph.query('query ($id: ID!) { message(id: $id) { id seq } }', { id: messageId }, viewer);
    expect((await find(user, id.toUpperCase())).data).toEqual({ message: { id, seq: 1 } });
    expect((await find(someUser('ADMIN'))).data).toEqual({ message: null });
    for (const unknown of [crypto.randomUUID(), '', 'x', 'a\0b', '\udc00'])
      expect(await find(user, unknown)).toEqual({ data: { message: null } });
    expect((await find(undefined)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('shows messages to members only', async () => {
    const user = someUser();
    const chatId = await chatOf(user);
    const { id } = (await send(user, { chatId })).data.sendMessage.message;
    for (const [viewer, code] of [
      [someUser(), 'FORBIDDEN'],
      [someUser('ADMIN'), 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      const { data, errors } = await read([chatId], viewer);
      expect(data._entities).toEqual([{ messages: null }]);
      expect(errors).toMatchObject([{ extensions: { code } }]);
      expect(
        (await subgraph.entities({ type: 'Message', keys: [{ id }], fields: 'text' }, viewer)).data._entities,
      ).toEqual([null]);
    }
  });

  it('tells neither what was written nor whether, while chats cannot be asked', async () => {
    const user = someUser();
    const chatId = await chatOf(user);
    const alone = await openTestSubgraph(messages);
    expect((await send(user, { chatId }, alone)).errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
    ]);
    await alone.close();
  });

  it('pages through a chat from its beginning, also while it grows', async () => {
    const user = someUser();
    const chatId = await chatOf(user);
    for (let i = 0; i < 4; i++) await send(user, { chatId });
    const seen: number[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages++) {
      const { data } = await read([chatId], user, `(first: 2, after: ${JSON.stringify(after)})`);
      const { edges, pageInfo } = data._entities[0].messages;
      seen.push(...edges.map(({ node }) => node.seq));
      after = pageInfo.endCursor;
      await send(user, { chatId });
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    '(first: 0)',
    '(first: 1001)',
    '(after: "x")',
    `(after: "${Buffer.from('[1e10]').toString('base64url')}")`,
    `(after: "${Buffer.from('["1"]').toString('base64url')}")`,
  ])('refuses a page of %s', async (args) => {
    const user = someUser();
    const { errors } = await read([await chatOf(user)], user, args);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('sends as many statements for many chats as for one, to its own database and to that of chats', async () => {
    const user = someUser();
    const ids = await Promise.all(Array.from({ length: 10 }, () => chatOf(user)));
    for (const chatId of ids) await send(user, { chatId });
    expect(await countStatements(() => read(ids.slice(0, 1), user))).toBe(3);
    expect(await countStatements(() => read(ids, user))).toBe(3);
  });
});
