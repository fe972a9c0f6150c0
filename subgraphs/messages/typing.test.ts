import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { createMemorySignals, type Signal } from '../../kernel/signals/index.ts';
import { describeRedis, freshDatabase, startRedis, type TestRedis } from '../../tests/support/index.ts';
import {
  openTestSubgraph,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { openChats, type OpenChats } from '../chats/chats.suite.ts';
import { messages } from './module.ts';

const SET = `mutation ($input: SetTypingInput!) {
  setTyping(input: $input) { __typename ... on TypingSet { isTyping chat { id } } ... on ChatNotFound { chatId } }
}`;
const WHO = 'query ($chatId: ID!) { typing(chatId: $chatId) { id } }';
const UNAUTHENTICATED = [{ extensions: { code: 'UNAUTHENTICATED' } }];

type WhoReply = TestReply<{ readonly typing: readonly { readonly id: string }[] | null }>;

let rooms: OpenChats;
beforeAll(async () => {
  rooms = await openChats({ areFriendsOn: false });
});
afterAll(() => rooms.close());

const setTyping = (at: TestSubgraph, viewer: Viewer | undefined, input: { chatId: string; isTyping: boolean }) =>
  at.query(SET, { input }, viewer);
const whoTypes = async (at: TestSubgraph, viewer: Viewer | undefined, chatId: string) =>
  (await at.query(WHO, { chatId }, viewer)) as WhoReply;

describe('typing', () => {
  const signals = createMemorySignals();
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(messages, { peers: { chats: rooms.subgraph }, signals });
  });
  afterAll(() => subgraph.close());

  it('is seen by the others in the chat, until it stops', async () => {
    const [ada, bob] = [rooms.person(), rooms.person()];
    const chatId = await rooms.open(ada, bob);
    expect(await setTyping(subgraph, ada, { chatId: chatId.toUpperCase(), isTyping: true })).toEqual({
      data: { setTyping: { __typename: 'TypingSet', isTyping: true, chat: { id: chatId } } },
    });
    expect((await whoTypes(subgraph, bob, chatId)).data.typing).toEqual([{ id: ada.id }]);
    expect((await whoTypes(subgraph, ada, chatId)).data.typing).toEqual([]);
    await setTyping(subgraph, ada, { chatId, isTyping: false });
    expect((await whoTypes(subgraph, bob, chatId)).data.typing).toEqual([]);
  });

  it('is for members only', async () => {
    const ada = rooms.person();
    const chatId = await rooms.open(ada);
    await setTyping(subgraph, ada, { chatId, isTyping: true });
    for (const id of [chatId, crypto.randomUUID(), '', 'x', 'a\0b', '\udc00']) {
      const stranger = someUser('ADMIN');
      expect((await whoTypes(subgraph, stranger, id)).data.typing).toBeNull();
      expect(await setTyping(subgraph, stranger, { chatId: id, isTyping: true })).toEqual({
        data: { setTyping: { __typename: 'ChatNotFound', chatId: id } },
      });
    }
    expect((await whoTypes(subgraph, undefined, chatId)).errors).toMatchObject(UNAUTHENTICATED);
    expect((await setTyping(subgraph, undefined, { chatId, isTyping: true })).errors).toMatchObject(UNAUTHENTICATED);
  });

  it('is told of when it changes, with its end, and not when it is said again at once', async () => {
    const ada = rooms.person();
    const chatId = await rooms.open(ada);
    const heard: Signal[] = [];
    await signals.listen(`chat:${chatId}`, { onSignal: (signal) => heard.push(signal), onGap: () => undefined });
    for (const isTyping of [true, true, true, false, false]) await setTyping(subgraph, ada, { chatId, isTyping });
    await vi.waitFor(() => {
      expect(heard).toHaveLength(2);
    });
    const [begin, end] = heard.map((signal) => (signal.kind === 'typing' ? signal.until : 0));
    expect(begin).toBeGreaterThan(end ?? Infinity);
  });
});

describeRedis('typing, with a Redis', () => {
  let redis: TestRedis;
  let here: TestSubgraph;
  let there: TestSubgraph;
  beforeAll(async () => {
    redis = await startRedis();
    const options = {
      peers: { chats: rooms.subgraph },
      databaseUrl: await freshDatabase(),
      env: { REDIS_URL: redis.url },
    };
    here = await openTestSubgraph(messages, options);
    there = await openTestSubgraph(messages, options);
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    await redis.close();
  });

  it('is seen through every replica, and is nobody without the Redis', async () => {
    const [ada, bob] = [rooms.person(), rooms.person()];
    const chatId = await rooms.open(ada, bob);
    await setTyping(here, ada, { chatId, isTyping: true });
    expect((await whoTypes(there, bob, chatId)).data.typing).toEqual([{ id: ada.id }]);
    await redis.kill();
    expect(await setTyping(here, ada, { chatId, isTyping: true })).toMatchObject({
      data: { setTyping: { __typename: 'TypingSet' } },
    });
    expect((await whoTypes(there, bob, chatId)).data.typing).toEqual([]);
  });
});
