import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import type { JobWorker } from '../../kernel/jobs/index.ts';
import {
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  statementsOf,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { chats } from '../chats/module.ts';
import { messages } from './module.ts';

const SEARCH = `query ($text: String!, $match: MessageSearchMatch! = WORDS, $order: MessageSearchOrder! = NEWEST, $first: Int) {
  searchMessages(text: $text, match: $match, order: $order, first: $first) { rank message { id text } }
}`;
const START = `mutation ($input: StartMessageSearchInput!) {
  startMessageSearch(input: $input) {
    __typename
    ... on MessageSearchStarted { search { id text match order status failure createdAt finishedAt expiresAt } }
    ... on InvalidSearch { problems { field message } }
    ... on TooManySearches { limit }
  }
}`;
const READ = `query ($id: ID!, $first: Int, $after: String) {
  messageSearch(id: $id) {
    status failure finishedAt expiresAt
    hits(first: $first, after: $after) { edges { cursor node { rank message { id text } } } pageInfo { hasNextPage endCursor } }
  }
}`;

interface Found {
  readonly rank: number;
  readonly message: { readonly id: string; readonly text: string };
}
interface ReadSearch {
  readonly status: string;
  readonly failure: string | null;
  readonly expiresAt: string | null;
  readonly hits: TestList<Found>;
}

describe('searching messages', () => {
  let rooms: TestSubgraph;
  let subgraph: TestSubgraph;
  let worker: JobWorker;
  let clock = 0;
  const ada = someUser();
  const bob = someUser();
  let room: string;
  beforeAll(async () => {
    rooms = await openTestSubgraph(chats);
    subgraph = await openTestSubgraph(messages, { peers: { chats: rooms }, now: () => new Date(Date.now() + clock) });
    worker = await subgraph.subgraph.startWorker();
    room = await chatOf(ada);
    for (const text of [
      'Привет, когда будет готов отчёт?',
      'The reports are ready: running late',
      'Ёлка стоит, отчет лежит',
      'lunch at noon, the report can wait, report me',
    ])
      await send(ada, room, text);
    await send(bob, await chatOf(bob), 'a report that only Bob may read');
  });
  afterAll(async () => {
    await worker.close();
    await Promise.all([subgraph.close(), rooms.close()]);
  });

  const chatOf = async (viewer: Viewer): Promise<string> => {
    const document = 'mutation { createChat(input: { name: "tea" }) { ... on ChatCreated { chat { id } } } }';
    const { data } = (await rooms.query(document, {}, viewer)) as TestReply<{ createChat: { chat: { id: string } } }>;
    return data.createChat.chat.id;
  };
  const send = async (viewer: Viewer, chatId: string, text: string): Promise<string> => {
    const document = `mutation ($input: SendMessageInput!) {
      sendMessage(input: $input) { ... on MessageSent { message { id } } } }`;
    const input = { chatId, text, clientMessageId: crypto.randomUUID() };
    const { data } = (await subgraph.query(document, { input }, viewer)) as TestReply<{
      sendMessage: { message: { id: string } };
    }>;
    return data.sendMessage.message.id;
  };
  const remove = (viewer: Viewer, messageId: string) =>
    subgraph.query('mutation ($id: ID!) { deleteMessage(messageId: $id) { __typename } }', { id: messageId }, viewer);
  const search = async (text: string, variables: object = {}, viewer: Viewer | undefined = ada) =>
    (await subgraph.query(SEARCH, { text, ...variables }, viewer)) as TestReply<{
      readonly searchMessages: readonly Found[];
    }>;
  const textsOf = async (text: string, variables: object = {}, viewer: Viewer = ada) =>
    (await search(text, variables, viewer)).data.searchMessages.map(({ message }) => message.text.slice(0, 8));
  const start = async (input: object, viewer: Viewer | undefined = ada, at = subgraph) =>
    (await at.query(START, { input }, viewer)) as TestReply<{
      readonly startMessageSearch: { readonly __typename: string; readonly search: { readonly id: string } };
    }>;
  const readAs = async (viewer: Viewer | undefined, id: string, variables: object = {}, at = subgraph) =>
    (await at.query(READ, { id, ...variables }, viewer)) as TestReply<{ readonly messageSearch: ReadSearch | null }>;
  const ended = async (id: string, viewer: Viewer = ada, at = subgraph): Promise<ReadSearch> =>
    await vi.waitFor(
      async () => {
        const { messageSearch } = (await readAs(viewer, id, {}, at)).data;
        if (messageSearch === null || ['WAITING', 'IN_PROCESS'].includes(messageSearch.status))
          throw new Error('goes on');
        return messageSearch;
      },
      { timeout: 30_000, interval: 100 },
    );

  describe('at once', () => {
    it('finds Russian and English words in all their forms, the newest first', async () => {
      expect(await textsOf('отчёты')).toEqual(['Ёлка сто', 'Привет, ']);
      expect(await textsOf('елки')).toEqual(['Ёлка сто']);
      expect(await textsOf('reporting')).toEqual(['lunch at', 'The repo']);
      expect(await textsOf('run')).toEqual(['The repo']);
    });

    it('knows phrases, alternatives and what must not be there', async () => {
      expect(await textsOf('ready reports')).toEqual(['The repo']);
      expect(await textsOf('reports are ready', { match: 'PHRASE' })).toEqual(['The repo']);
      expect(await textsOf('ready reports', { match: 'PHRASE' })).toEqual([]);
      expect(await textsOf('"running late"')).toEqual(['The repo']);
      expect(await textsOf('lunch or привет')).toEqual(['lunch at', 'Привет, ']);
      expect(await textsOf('report -lunch')).toEqual(['The repo']);
    });

    it('puts what fits best first where the rank is wanted', async () => {
      const { data } = await search('report', { order: 'RANK' });
      expect(data.searchMessages.map(({ message }) => message.text.slice(0, 5))).toEqual(['lunch', 'The r']);
      const [best, other] = data.searchMessages.map(({ rank }) => rank);
      expect(best).toBeGreaterThan(other ?? 1);
      expect((await search('report', { order: 'RANK', first: 1 })).data.searchMessages).toHaveLength(1);
      const without = (await search('report -lunch', { order: 'RANK' })).data.searchMessages.map(({ rank }) => rank);
      expect(without).toEqual([other]);
    });

    it('finds nothing for words that are in every text, or for what must not be there alone', async () => {
      for (const text of ['the and', 'и в на', '-lunch', '"" or 1']) {
        const { data, errors } = await search(text);
        expect([text, errors, data.searchMessages]).toEqual([text, undefined, []]);
      }
    });

    it('finds only what is in the chats that the viewer is in, and not what was deleted', async () => {
      expect(await textsOf('report', {}, bob)).toEqual(['a report']);
      expect(await textsOf('report', {}, someUser())).toEqual([]);
      const id = await send(ada, room, 'zebra crossing');
      expect(await textsOf('zebras')).toEqual(['zebra cr']);
      await remove(ada, id);
      expect(await textsOf('zebras')).toEqual([]);
    });

    it.each(['', '   ', '?!', 'x'.repeat(201), 'a\0b', 'a\uD800'])('refuses %j', async (text) => {
      const { errors } = await search(text);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'text' });
    });

    it.each(["' & | !", '((((', 'a:*', '\\', '"a', '<->', "it's", '%_', '- -', '👋 a'])(
      'takes %j as words',
      async (text) => {
        for (const match of ['WORDS', 'PHRASE']) {
          const { errors } = await search(text, { match });
          expect(errors?.[0]?.extensions.code ?? 'BAD_USER_INPUT').toBe('BAD_USER_INPUT');
        }
      },
    );

    it.each([0, -1, 101])('refuses %i hits at most', async (first) => {
      expect((await search('report', { first })).errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'first',
      });
    });

    it('is for users, and looks four times at most, however much it finds', async () => {
      expect((await subgraph.query(SEARCH, { text: 'report' })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      const count = async (text: string) =>
        (await statementsOf(() => search(text))).filter((sql) => /matching|querytree/.test(sql)).length;
      for (const text of ['unheard', 'lunch', 'report or отчёт or lunch'])
        expect(await count(text)).toBeLessThanOrEqual(4);
    });
  });

  describe('as a task', () => {
    it('finds the same, for the one who asked', async () => {
      const { data } = await start({ text: 'reports' });
      expect(data.startMessageSearch).toMatchObject({
        __typename: 'MessageSearchStarted',
        search: { text: 'reports', match: 'WORDS', order: 'NEWEST', status: 'WAITING', failure: null, expiresAt: null },
      });
      const { id } = data.startMessageSearch.search;
      const found = await ended(id);
      expect(found).toMatchObject({ status: 'SUCCESS', failure: null, finishedAt: SOME_TEXT, expiresAt: SOME_TEXT });
      expect(found.hits.edges.map(({ node }) => node.message.text.slice(0, 5))).toEqual(['lunch', 'The r']);
      expect((await readAs(bob, id)).data.messageSearch).toBeNull();
      expect((await readAs(undefined, id)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      for (const other of ['', 'nonsense', 'x'.repeat(5_000), crypto.randomUUID()])
        expect((await readAs(ada, other)).data.messageSearch).toBeNull();
    });

    it('is read in pages, and refuses the cursors of others', async () => {
      const { id } = (await start({ text: 'report or отчёт' })).data.startMessageSearch.search;
      expect((await ended(id)).hits.edges).toHaveLength(4);
      const first = (await readAs(ada, id, { first: 3 })).data.messageSearch?.hits;
      expect([first?.edges.length, first?.pageInfo.hasNextPage]).toEqual([3, true]);
      const rest = (await readAs(ada, id, { first: 1_000, after: first?.pageInfo.endCursor })).data.messageSearch?.hits;
      expect([rest?.edges.length, rest?.pageInfo.hasNextPage]).toEqual([1, false]);
      for (const variables of [{ first: 0 }, { first: 1_001 }, { after: 'nonsense' }, { after: '' }])
        expect((await readAs(ada, id, variables)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    });

    it('shows no hit that was deleted or whose chat the reader has left since', async () => {
      const [here, there] = [await chatOf(bob), await chatOf(bob)];
      const ids = [await send(bob, here, 'walrus one'), await send(bob, here, 'walrus two')];
      await send(bob, there, 'walrus three');
      const { id } = (await start({ text: 'walrus' }, bob)).data.startMessageSearch.search;
      expect((await ended(id, bob)).hits.edges).toHaveLength(3);
      await remove(bob, ids[1] ?? '');
      expect((await readAs(bob, id)).data.messageSearch?.hits.edges).toHaveLength(2);
      await rooms.query('mutation ($id: ID!) { leaveChat(chatId: $id) { __typename } }', { id: there }, bob);
      expect((await readAs(bob, id)).data.messageSearch?.hits.edges.map(({ node }) => node.message.text)).toEqual([
        'walrus one',
      ]);
    });

    it('is refused for a text without a word', async () => {
      for (const text of ['', '?!', 'x'.repeat(201), 'a\0b', '\uDC00'])
        expect((await start({ text })).data.startMessageSearch).toMatchObject({
          __typename: 'InvalidSearch',
          problems: [{ field: 'text', message: SOME_TEXT }],
        });
      expect((await start({ text: 'x' }, { kind: 'anonymous' })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    });

    it('is forgotten some minutes after it ended', async () => {
      const { id } = (await start({ text: 'report' })).data.startMessageSearch.search;
      await ended(id);
      clock = 5 * 60_000 + 1_000;
      expect((await readAs(ada, id)).data.messageSearch).toBeNull();
      clock = 0;
      expect((await readAs(ada, id)).data.messageSearch).not.toBeNull();
    });

    it('is bounded: ten unfinished ones a user, also of many at once', async () => {
      const waiting = await openTestSubgraph(messages, { peers: { chats: rooms } });
      const cat = someUser();
      const replies = await Promise.all(Array.from({ length: 14 }, () => start({ text: 'tea' }, cat, waiting)));
      const kinds = replies.map(({ data }) => data.startMessageSearch.__typename);
      expect(kinds.filter((kind) => kind === 'MessageSearchStarted')).toHaveLength(10);
      expect(kinds.filter((kind) => kind === 'TooManySearches')).toHaveLength(4);
      expect((await start({ text: 'tea' }, someUser(), waiting)).data.startMessageSearch.__typename).toBe(
        'MessageSearchStarted',
      );
      const { id } = replies.find(({ data }) => 'search' in data.startMessageSearch)?.data.startMessageSearch
        .search ?? {
        id: '',
      };
      expect((await readAs(cat, id, {}, waiting)).data.messageSearch).toMatchObject({
        status: 'WAITING',
        hits: { edges: [] },
      });
      await waiting.close();
    });
  });

  it('goes with the account', async () => {
    const cat = someUser();
    const { id } = (await start({ text: 'report' }, cat)).data.startMessageSearch.search;
    await ended(id, cat);
    const viewer = { kind: 'service', name: 'users' } as const;
    const envelope = { viewer, contract: 'graphql', requestId: 'departure', budgetMs: 5_000 } as const;
    const event = JSON.stringify({ name: 'UserDeleted', seq: 1, payload: { userId: cat.id } });
    expect(JSON.parse((await subgraph.caller.call('/events', event, envelope)).body)).toEqual({ applied: true });
    expect((await readAs(cat, id)).data.messageSearch).toBeNull();
  });
});
