import { v7 as uuidv7 } from 'uuid';

import type { Viewer } from '../../kernel/auth/index.ts';
import { createMemorySignals, type Signal, type SignalBus } from '../../kernel/signals/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { openChats, type OpenChats, type Person } from '../chats/chats.suite.ts';
import { messages } from './module.ts';

export interface ShownMarker {
  readonly seq: number;
  readonly version: number;
  readonly user: { readonly id: string };
}

export interface ShownMarkerFeed {
  readonly items: readonly ShownMarker[];
  readonly cursor: number;
  readonly hasNextPage: boolean;
}

export interface MarkReadAnswer {
  readonly __typename: string;
  readonly moved?: boolean;
  readonly marker?: ShownMarker;
  readonly problems?: readonly { readonly field: string; readonly message: string }[];
}

/** The fields of a chat that messages adds to it. */
export interface ShownReading {
  readonly unreadCount: number | null;
  readonly myReadMarker: ShownMarker | null;
}

const MARKER = 'seq version user { id }';
const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { ... on MessageSent { message { id seq } } }
}`;
const MARK = `mutation ($input: MarkReadInput!) {
  markRead(input: $input) {
    __typename
    ... on MarkedRead { moved marker { ${MARKER} } }
    ... on ChatNotFound { chatId }
    ... on InvalidMarker { problems { field message } }
  }
}`;
const FEED = `query ($chatId: ID!, $after: Int, $first: Int) {
  readMarkerFeed(chatId: $chatId, after: $after, first: $first) { items { ${MARKER} } cursor hasNextPage }
}`;

/** Chats and two replicas of messages, and what members do in them. */
export interface ReadingRoom {
  readonly rooms: OpenChats;
  readonly subgraph: TestSubgraph;
  readonly replica: TestSubgraph;
  readonly signals: SignalBus;
  readonly databaseUrl: string;
  /** Sends so many messages one after the other. */
  say(
    author: Person,
    chatId: string,
    count?: number,
  ): Promise<readonly { readonly id: string; readonly seq: number }[]>;
  tryToMark(
    viewer: Viewer | undefined,
    input: object,
    at?: TestSubgraph,
  ): Promise<TestReply<{ markRead: MarkReadAnswer } | null>>;
  /** The same, where an answer is expected. */
  mark(viewer: Person, chatId: string, seq: number, at?: TestSubgraph): Promise<MarkReadAnswer>;
  feed(viewer: Viewer | undefined, variables: object): Promise<TestReply<{ readMarkerFeed: ShownMarkerFeed | null }>>;
  reading(
    viewer: Viewer | undefined,
    chatIds: readonly string[],
  ): Promise<TestReply<{ readonly _entities: readonly ShownReading[] }>>;
  /** Everything told of a chat from now on. */
  listen(chatId: string): Promise<readonly Signal[]>;
  depart(userId: string): Promise<number>;
  close(): Promise<void>;
}

export async function openReadingRoom(env: Readonly<Record<string, string>> = {}): Promise<ReadingRoom> {
  const rooms = await openChats({ areFriendsOn: false });
  const databaseUrl = await freshDatabase();
  const signals = createMemorySignals();
  const options = { peers: { chats: rooms.subgraph }, databaseUrl, signals, env };
  const subgraph = await openTestSubgraph(messages, options);
  const replica = await openTestSubgraph(messages, options);

  const tryToMark: ReadingRoom['tryToMark'] = async (viewer, input, at = subgraph) =>
    (await at.query(MARK, { input }, viewer)) as TestReply<{ markRead: MarkReadAnswer } | null>;
  return {
    rooms,
    subgraph,
    replica,
    signals,
    databaseUrl,
    async say(author, chatId, count = 1) {
      const said: { id: string; seq: number }[] = [];
      for (let turn = 0; turn < count; turn += 1) {
        const input = { chatId, text: `say ${turn}`, clientMessageId: uuidv7() };
        const { data } = (await subgraph.query(SEND, { input }, author)) as TestReply<{
          sendMessage: { message: { id: string; seq: number } };
        }>;
        said.push(data.sendMessage.message);
      }
      return said;
    },
    tryToMark,
    async mark(viewer, chatId, seq, at) {
      const { data, errors } = await tryToMark(viewer, { chatId, seq }, at);
      if (data === null) throw new Error(JSON.stringify(errors));
      return data.markRead;
    },
    feed: async (viewer, variables) =>
      (await subgraph.query(FEED, variables as Record<string, unknown>, viewer)) as TestReply<{
        readMarkerFeed: ShownMarkerFeed | null;
      }>,
    reading: async (viewer, chatIds) =>
      (await subgraph.entities(
        { type: 'Chat', keys: chatIds.map((id) => ({ id })), fields: `unreadCount myReadMarker { ${MARKER} }` },
        viewer,
      )) as TestReply<{ _entities: readonly ShownReading[] }>,
    async listen(chatId) {
      const heard: Signal[] = [];
      await signals.listen(`chat:${chatId}`, { onSignal: (signal) => heard.push(signal), onGap: () => undefined });
      return heard;
    },
    async depart(userId) {
      const envelope = {
        viewer: { kind: 'service', name: 'users' },
        contract: 'graphql',
        requestId: uuidv7(),
        budgetMs: 10_000,
      } as const;
      const event = { name: 'UserDeleted', seq: 1, payload: { userId } };
      return (await subgraph.caller.call('/events', JSON.stringify(event), envelope)).status;
    },
    async close() {
      await Promise.all([subgraph.close(), replica.close()]);
      await rooms.close();
    },
  };
}
