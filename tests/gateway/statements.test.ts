import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { recordStatements } from '../../bench/people-and-trade/record-statements.ts';
import { statementsOf } from '../support/open-test-subgraph.ts';
import { openTestGateway, type TestGateway } from './open-test-gateway.ts';

const ACCOUNT = '{ me { id } }';
const BEFRIEND = 'mutation ($input: RequestFriendshipInput!) { requestFriendship(input: $input) { __typename } }';
const ORDER = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }';
const EVERYTHING = `{ me {
  id email
  orders { edges { node { number lines { product total } } } }
  friends(first: 100) { edges {
    friendship { tag }
    node { id }
  } }
} }`;
const ORDERS_OF_FRIENDS = `{ me { friends(first: 100) { edges { node {
  orders { edges { node { number total lines { product quantity price } } } }
} } } } }`;

const TABLES = ['user_account', 'friendship', 'customer_order', 'order_line'];
const tableOf = (statement: string): string => TABLES.find((table) => statement.includes(table)) ?? statement;

describe('one query over users, friends and orders', () => {
  let gateway: TestGateway;
  let admin: Record<string, string>;
  beforeAll(async () => {
    gateway = await openTestGateway();
    const people = await Promise.all(
      ['ada', 'bob', 'cat', 'dan'].map((name) => gateway.register(`${name}@example.org`)),
    );
    const tokens = people.map((token) => ({ authorization: `Bearer ${token}` }));
    const ids = await Promise.all(
      tokens.map(
        async (headers) =>
          (await gateway.graphql(ACCOUNT, { headers })).json<{ data: { me: { id: string } } }>().data.me.id,
      ),
    );
    const [ada = {}, ...others] = tokens;
    for (const headers of tokens)
      for (const product of ['soup', 'bread', 'wine'])
        await gateway.graphql(ORDER, {
          headers,
          variables: { input: { lines: [{ product, quantity: 2, price: '3.50' }] } },
        });
    for (const headers of others)
      await gateway.graphql(BEFRIEND, { headers, variables: { input: { userId: ids[0] } } });
    for (const userId of ids.slice(1))
      await gateway.graphql(BEFRIEND, { headers: ada, variables: { input: { userId } } });
    admin = { authorization: `Bearer ${await gateway.sign({ sub: ids[0] ?? '', roles: ['USER', 'ADMIN'] })}` };
  });
  afterAll(() => gateway.close());

  it.each([
    ['what is mine', EVERYTHING],
    ["my friends' orders with their lines", ORDERS_OF_FRIENDS],
  ])('sends at most one statement for each kind of thing: %s', async (_what, query) => {
    let answer: { data: unknown; errors?: unknown } | undefined;
    const statements = await statementsOf(async () => {
      answer = (await gateway.graphql(query, { headers: admin })).json();
    });
    expect(answer).not.toHaveProperty('errors');
    expect(JSON.stringify(answer)).toContain('"product":"wine"');
    const tables = statements.map(tableOf);
    expect(tables).toEqual([...new Set(tables)]);
  });
});

const CREATE_CHAT =
  'mutation ($input: CreateChatInput!) { createChat(input: $input) { ... on ChatCreated { chat { id } } } }';
const JOIN = 'mutation ($input: JoinChatInput!) { joinChat(input: $input) { __typename } }';
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }';
const MY_CHATS = `{ me { id chats(first: 100) { edges { node {
  name unreadCount
  lastMessage { text author { id username } }
} } } } }`;

const KINDS: readonly (readonly [kind: string, mark: RegExp])[] = [
  ['accounts', /"user_account"/],
  ['unread counts', /read_marker/],
  ['last messages', /from message where chat_id/],
  ['ends of chats', /from chat_counter where chat_id/],
  ['chats of a user', /from membership join chat/],
  ['memberships', /from membership join unnest/],
];
const kindOf = (statement: string): string => KINDS.find(([, mark]) => mark.test(statement))?.[0] ?? statement;

describe('one query over my chats, their last messages with authors, and what I have not read', () => {
  let gateway: TestGateway;
  let reader: Record<string, string>;
  let friends: readonly Record<string, string>[];
  beforeAll(async () => {
    gateway = await openTestGateway();
    const tokens = await Promise.all(['eve', 'fay', 'gus'].map((name) => gateway.register(`${name}@example.org`)));
    const [first = {}, ...others] = tokens.map((token) => ({ authorization: `Bearer ${token}` }));
    [reader, friends] = [first, others];
  });
  afterAll(() => gateway.close());

  async function talkIn(chats: number): Promise<void> {
    for (let chat = 0; chat < chats; chat += 1) {
      const headers = friends[chat % friends.length] ?? {};
      const input = { name: `room ${chat}`, joinPolicy: 'LINK' };
      const created = await gateway.graphql(CREATE_CHAT, { headers, variables: { input } });
      const { id: chatId } = created.json<{ data: { createChat: { chat: { id: string } } } }>().data.createChat.chat;
      await gateway.graphql(JOIN, { headers: reader, variables: { input: { chatId } } });
      for (const text of ['first', 'second'])
        await gateway.graphql(SEND, { headers, variables: { input: { chatId, text, clientMessageId: text } } });
    }
  }

  async function ask(): Promise<{ readonly answer: string; readonly kinds: readonly string[] }> {
    let answer = '';
    // Not those of the announcers, who look around in the same process all the time.
    const statements = await recordStatements(async () => {
      answer = (await gateway.graphql(MY_CHATS, { headers: reader })).body;
    });
    return { answer, kinds: statements.map(({ sql }) => kindOf(sql.replaceAll(/\s+/g, ' '))).toSorted() };
  }

  it('sends one statement for each kind of thing on each level, for two chats and for twelve', async () => {
    await talkIn(2);
    const two = await ask();
    await talkIn(10);
    const twelve = await ask();
    for (const [{ answer, kinds }, chats] of [
      [two, 2],
      [twelve, 12],
    ] as const) {
      expect(answer).not.toContain('"errors"');
      expect(answer.match(/"unreadCount":2,"lastMessage":\{"text":"second","author":\{"id"/g)).toHaveLength(chats);
      // My account, and those of the authors.
      expect(kinds).toEqual(['accounts', ...KINDS.map(([kind]) => kind)].toSorted());
    }
  });
});
