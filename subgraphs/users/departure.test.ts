import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { OPERATOR, type Viewer } from '../../kernel/auth/index.ts';
import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { makeAccount, type TestAccount } from '../../tests/support/accounts.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  openTestSubgraph,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { chats } from '../chats/module.ts';
import { friends } from '../friends/module.ts';
import { messages } from '../messages/module.ts';
import { users } from './module.ts';

const DELETE = 'mutation ($userId: ID!) { deleteUser(input: { userId: $userId }) { __typename } }';
const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on MessageSent { message { id } } }
}`;
const GONE = { extensions: { code: 'UNAUTHENTICATED' } };
const FROM_USERS: Viewer = { kind: 'service', name: 'users' };

/** What becomes of it in the other subgraphs. */
describe('a deleted account', () => {
  let rooms: TestSubgraph;
  let talk: TestSubgraph;
  let circle: TestSubgraph;
  let subgraph: TestSubgraph;
  /** The databases of chats and of messages. */
  let tables: Database;
  let written: Database;
  let areChatsUp = true;
  beforeAll(async () => {
    const databaseUrl = await freshDatabase();
    rooms = await openTestSubgraph(chats, { databaseUrl });
    tables = await openDatabase({ url: databaseUrl, pool: 2, entities: [], migrations: [] });
    const talkUrl = await freshDatabase();
    talk = await openTestSubgraph(messages, { peers: { chats: rooms }, databaseUrl: talkUrl });
    written = await openDatabase({ url: talkUrl, pool: 2, entities: [], migrations: [] });
    const atTimes: TestSubgraph = {
      ...rooms,
      caller: {
        ...rooms.caller,
        call: (...call) =>
          areChatsUp ? rooms.caller.call(...call) : Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE')),
      },
    };
    // Friends ask users, and users tell friends.
    const peersOfFriends: { users?: TestSubgraph } = {};
    circle = await openTestSubgraph(friends, { peers: peersOfFriends });
    subgraph = await openTestSubgraph(users, { peers: { chats: atTimes, messages: talk, friends: circle } });
    peersOfFriends.users = subgraph;
  });
  afterAll(async () => {
    await Promise.all([subgraph.close(), talk.close(), rooms.close(), circle.close()]);
    await Promise.all([tables.close(), written.close()]);
  });

  let made = 0;
  const remove = (id: string) => subgraph.query(DELETE, { userId: id }, OPERATOR);
  const createChat = async (viewer: Viewer) =>
    (await rooms.query(
      'mutation { createChat(input: { name: "tea" }) { ... on ChatCreated { chat { id } } } }',
      {},
      viewer,
    )) as TestReply<{ createChat: { chat: { id: string } } | null }>;
  const chatOf = async (viewer: Viewer) => (await createChat(viewer)).data.createChat?.chat.id ?? '';
  const join = (chatId: string, { id }: { readonly id: string }, role = 'MEMBER') =>
    tables
      .fork()
      .execute(
        `insert into membership (id, chat_id, user_id, role, created_at) values (gen_random_uuid(), ?, ?, ?, now() + ? * interval '1 second')`,
        [chatId, id, role, ++made],
      );
  const rolesIn = async (chatId: string): Promise<Readonly<Record<string, string>>> => {
    const rows = await tables
      .fork()
      .execute<{ user_id: string; role: string }[]>('select user_id, role from membership where chat_id = ?', [chatId]);
    return Object.fromEntries(rows.map(({ user_id: id, role }) => [id, role]));
  };
  const send = async (viewer: Viewer, chatId: string) =>
    (await talk.query(
      SEND,
      { input: { chatId, text: 'hi', clientMessageId: crypto.randomUUID() } },
      viewer,
    )) as TestReply<{
      sendMessage: { message: { id: string } } | null;
    }>;
  const authorsIn = async (chatId: string, viewer: Viewer) => {
    const fields = 'messages { edges { node { author { id } } } }';
    const { data } = await talk.entities({ type: 'Chat', keys: [{ id: chatId }], fields }, viewer);
    const [chat] = data._entities as { messages: { edges: { node: { author: { id: string } | null } }[] } }[];
    return chat?.messages.edges.map(({ node }) => node.author?.id ?? null);
  };
  const tell = (consumer: TestSubgraph, { id }: { readonly id: string }) =>
    consumer.caller.call('/events', JSON.stringify({ name: 'UserDeleted', seq: ++made, payload: { userId: id } }), {
      viewer: FROM_USERS,
      contract: 'graphql',
      requestId: 'event',
      budgetMs: 5_000,
    });

  it('takes the name from messages, and the user out of chats', async () => {
    const [gone, here] = [await makeAccount(subgraph), await makeAccount(subgraph)];
    const chatId = await chatOf(gone.viewer);
    await join(chatId, here);
    for (const { viewer } of [gone, here, gone]) await send(viewer, chatId);
    await remove(gone.id);
    expect(await authorsIn(chatId, here.viewer)).toEqual([null, here.id, null]);
    expect(await rolesIn(chatId)).toEqual({ [here.id]: 'OWNER' });
  });

  it('takes the user from the friends of others', async () => {
    const [gone, here] = await people(2);
    const ask = (from: TestAccount, to: TestAccount) =>
      circle.query(
        'mutation ($input: RequestFriendshipInput!) { requestFriendship(input: $input) { __typename } }',
        { input: { userId: to.id } },
        from.viewer,
      );
    await ask(gone, here);
    // Whoever asks back accepts.
    await ask(here, gone);
    const count = async () =>
      (await circle.entities({ type: 'User', keys: [{ id: here.id }], fields: 'friendCount' }, here.viewer)).data
        ._entities;
    expect(await count()).toEqual([{ friendCount: 1 }]);
    await remove(gone.id);
    expect(await count()).toEqual([{ friendCount: 0 }]);
  });

  it('passes a chat to whoever has been there longest, and only where no owner is left', async () => {
    const [owner, first, second] = await people(3);
    const [theirs, shared, alone] = [
      await chatOf(owner.viewer),
      await chatOf(owner.viewer),
      await chatOf(owner.viewer),
    ];
    await join(theirs, first);
    await join(theirs, second, 'ADMIN');
    await join(shared, first);
    await join(shared, second, 'OWNER');
    await remove(owner.id);
    expect(await rolesIn(theirs)).toEqual({ [first.id]: 'OWNER', [second.id]: 'ADMIN' });
    expect(await rolesIn(shared)).toEqual({ [first.id]: 'MEMBER', [second.id]: 'OWNER' });
    expect(await rolesIn(alone)).toEqual({});
    expect(await tables.fork().execute('select id from chat where id = ?', [alone])).toHaveLength(1);
  });

  it('leaves an owner where all owners go at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other, member] = await people(3);
      const chatId = await chatOf(one.viewer);
      await join(chatId, other, 'OWNER');
      await join(chatId, member);
      await Promise.all([tell(rooms, one), tell(rooms, other)]);
      expect(await rolesIn(chatId)).toEqual({ [member.id]: 'OWNER' });
    }
  });

  it('may be told twice, and before what was still on its way', async () => {
    const [gone, here] = await people(2);
    const chatId = await chatOf(gone.viewer);
    await join(chatId, here);
    await send(gone.viewer, chatId);
    // Messages hear of it first; chats still have the member, so that only the name is missing.
    for (let i = 0; i < 2; i++) expect(await tell(talk, gone)).toMatchObject({ status: 200 });
    expect((await send(gone.viewer, chatId)).errors).toMatchObject([GONE]);
    expect(await authorsIn(chatId, here.viewer)).toEqual([null]);
    for (let i = 0; i < 2; i++) expect(await tell(rooms, gone)).toMatchObject({ status: 200 });
    expect((await createChat(gone.viewer)).errors).toMatchObject([GONE]);
    expect(await rolesIn(chatId)).toEqual({ [here.id]: 'OWNER' });
    expect((await send(here.viewer, chatId)).errors).toBeUndefined();
  });

  it('wins against everything that the user does in the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const [gone, here] = await people(2);
      const chatId = await chatOf(gone.viewer);
      await join(chatId, here);
      await Promise.all([
        ...Array.from({ length: 6 }, () => send(gone.viewer, chatId)),
        ...Array.from({ length: 6 }, () => createChat(gone.viewer)),
        tell(talk, gone),
        tell(rooms, gone),
      ]);
      const authors = await authorsIn(chatId, here.viewer);
      expect(authors?.every((author) => author === null)).toBe(true);
      const left = await tables.fork().execute('select id from membership where user_id = ?', [gone.id]);
      expect(left).toEqual([]);
    }
  });

  it('takes the name also from a message that was being written down', async () => {
    const waiting = async () => {
      const [row] = await written
        .fork()
        .execute<{ count: string }[]>(
          `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
      return Number(row?.count);
    };
    for (let round = 0; round < 4; round++) {
      const [gone, here] = await people(2);
      const chatId = await chatOf(gone.viewer);
      await join(chatId, here);
      const holder = written.fork();
      await holder.begin();
      await holder.execute('lock table message in share mode');
      const sending = send(gone.viewer, chatId);
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { interval: 5 });
      const telling = tell(talk, gone);
      await vi.waitFor(async () => expect(await waiting()).toBe(2), { interval: 5 });
      await holder.commit();
      await Promise.all([sending, telling]);
      expect(await authorsIn(chatId, here.viewer)).toEqual([null]);
    }
  });

  it('reaches a subgraph that was away, and keeps no other waiting', async () => {
    const [gone, here] = await people(2);
    const chatId = await chatOf(gone.viewer);
    await join(chatId, here);
    await send(gone.viewer, chatId);
    areChatsUp = false;
    expect((await remove(gone.id)).data).toEqual({ deleteUser: { __typename: 'UserDeleted' } });
    expect(await authorsIn(chatId, here.viewer)).toEqual([null]);
    expect(await rolesIn(chatId)).toEqual({ [gone.id]: 'OWNER', [here.id]: 'MEMBER' });
    areChatsUp = true;
    await vi.waitFor(async () => expect(await rolesIn(chatId)).toEqual({ [here.id]: 'OWNER' }), {
      timeout: 8_000,
      interval: 100,
    });
  });

  it('is believed from the owner of accounts only', async () => {
    const person = await makeAccount(subgraph);
    for (const viewer of [person.viewer, someUser('ADMIN'), { kind: 'service', name: 'orders' } as const]) {
      const body = JSON.stringify({ name: 'UserDeleted', seq: 1, payload: { userId: person.id } });
      const envelope = { viewer, contract: 'graphql', requestId: 'event', budgetMs: 5_000 } as const;
      expect(await rooms.caller.call('/events', body, envelope)).toMatchObject({ status: 403 });
    }
    expect((await createChat(person.viewer)).errors).toBeUndefined();
  });

  async function people<N extends 2 | 3>(count: N): Promise<N extends 2 ? Pair : Triple> {
    return (await Promise.all(Array.from({ length: count }, () => makeAccount(subgraph)))) as unknown as Promise<
      N extends 2 ? Pair : Triple
    >;
  }
});

type Pair = readonly [TestAccount, TestAccount];
type Triple = readonly [TestAccount, TestAccount, TestAccount];
