import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
import { openTalk, type Talk } from '../../subgraphs/messages/talk.suite.ts';
import type { AccessTable } from './access-table.ts';
import { PAGES, PROBLEMS, someCallers } from './callers.ts';
import { describeAccess } from './describe-access.ts';

interface World {
  readonly owner: UserViewer;
  /** A chat of the owner, who has said and read something there. */
  chat(): Promise<string>;
  /** A message of the owner, who has edited it. */
  message(): Promise<string>;
  /** A search that the owner has started. */
  search(): Promise<string>;
}

/** What is said in a chat is its members' affair, administrators included; our own subgraphs refer to it. */
const MEMBERS = 'null null value null null value';
const ABSENT = 'null null null null null null';
const MEMBERS_LISTS = 'UNAUTHENTICATED FORBIDDEN value FORBIDDEN FORBIDDEN UNAUTHENTICATED';
const AS_IF_ABSENT = 'UNAUTHENTICATED null value null null UNAUTHENTICATED';
const SIGNED_IN = 'UNAUTHENTICATED value value value value UNAUTHENTICATED';
/** Subscriptions are served by the gateway. */
const LIVE = 'BAD_REQUEST BAD_REQUEST BAD_REQUEST BAD_REQUEST BAD_REQUEST BAD_REQUEST';
const membersOnly = (answer: string, refusal: string) =>
  `UNAUTHENTICATED ${refusal} ${answer} ${refusal} ${refusal} UNAUTHENTICATED`;

const ofChat = async ({ chat }: World) => ({ chatId: await chat() });

const TABLE: AccessTable<World> = {
  roots: {
    'Query.message': [AS_IF_ABSENT, async ({ message }) => ({ id: await message() })],
    'Query.messageFeed': [AS_IF_ABSENT, ofChat],
    'Query.messageChangeFeed': [AS_IF_ABSENT, ofChat],
    'Query.readMarkerFeed': [AS_IF_ABSENT, ofChat],
    'Query.typing': [AS_IF_ABSENT, ofChat],
    'Query.searchMessages': [SIGNED_IN, () => Promise.resolve({ text: 'tea', match: 'WORDS', order: 'NEWEST' })],
    'Query.messageSearch': [AS_IF_ABSENT, async ({ search }) => ({ id: await search() })],
    'Subscription.messageAdded': [LIVE, ofChat],
    'Subscription.messageChanged': [LIVE, ofChat],
    'Subscription.readMarkerMoved': [LIVE, ofChat],
    'Subscription.typing': [LIVE, ofChat],
    'Mutation.sendMessage': [
      membersOnly('MessageSent', 'ChatNotFound'),
      async ({ chat }) => ({ input: { chatId: await chat(), text: 'hello', clientMessageId: crypto.randomUUID() } }),
    ],
    'Mutation.editMessage': [
      membersOnly('MessageEdited', 'MessageNotFound'),
      async ({ message }) => ({ input: { messageId: await message(), text: 'edited again' } }),
    ],
    'Mutation.deleteMessage': [
      membersOnly('MessageDeleted', 'MessageNotFound'),
      async ({ message }) => ({ messageId: await message() }),
    ],
    'Mutation.markRead': [
      membersOnly('MarkedRead', 'ChatNotFound'),
      async ({ chat }) => ({ input: { chatId: await chat(), seq: 1 } }),
    ],
    'Mutation.setTyping': [
      membersOnly('TypingSet', 'ChatNotFound'),
      async ({ chat }) => ({ input: { chatId: await chat(), isTyping: true } }),
    ],
    'Mutation.startMessageSearch': [
      'UNAUTHENTICATED MessageSearchStarted MessageSearchStarted MessageSearchStarted MessageSearchStarted UNAUTHENTICATED',
      () => Promise.resolve({ input: { text: 'tea' } }),
    ],
  },
  entities: {
    Chat: {
      key: async ({ chat }) => ({ id: await chat() }),
      fields: {
        id: 'value value value value value value',
        messages: MEMBERS_LISTS,
        lastMessage: MEMBERS_LISTS,
        lastSeq: MEMBERS_LISTS,
        readMarkers: AS_IF_ABSENT,
        myReadMarker: AS_IF_ABSENT,
        unreadCount: AS_IF_ABSENT,
      },
    },
    Message: {
      key: async ({ message }) => ({ id: await message() }),
      fields: {
        id: MEMBERS,
        seq: MEMBERS,
        text: MEMBERS,
        createdAt: MEMBERS,
        editedAt: MEMBERS,
        deletedAt: ABSENT,
        revision: MEMBERS,
        chat: MEMBERS,
        author: MEMBERS,
        edits: MEMBERS,
      },
    },
    User: {
      key: ({ owner }) => Promise.resolve({ id: owner.id }),
      fields: { id: 'value value value value value value' },
    },
  },
  carried: {
    ...PAGES,
    ...PROBLEMS,
    MessageConnection: 'edges pageInfo',
    MessageEdge: 'cursor node',
    MessagePageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
    MessageEdit: 'text replacedAt',
    MessageEditConnection: 'edges pageInfo',
    MessageEditEdge: 'cursor node',
    MessageFeed: 'items cursor hasNextPage',
    MessageSent: 'message repeated',
    MessageEdited: 'message',
    MessageDeleted: 'message',
    MessageAlreadyDeleted: 'message',
    MessageNotFound: 'messageId',
    NotYourMessage: 'messageId',
    EditWindowClosed: 'closedAt',
    InvalidMessage: 'problems',
    ChatNotFound: 'chatId',
    ReadMarker: 'seq version movedAt chat user',
    ReadMarkerConnection: 'edges pageInfo',
    ReadMarkerEdge: 'cursor node',
    ReadMarkerFeed: 'items cursor hasNextPage',
    MarkedRead: 'marker moved',
    InvalidMarker: 'problems',
    TypingSet: 'isTyping chat',
    MessageSearch: 'id text match order status failure createdAt finishedAt expiresAt hits',
    MessageSearchStarted: 'search',
    InvalidSearch: 'problems',
    TooManySearches: 'limit',
    MessageHit: 'message rank',
    MessageHitConnection: 'edges pageInfo',
    MessageHitEdge: 'cursor node',
  },
};

const MARK = 'mutation ($input: MarkReadInput!) { markRead(input: $input) { __typename } }';
const SEARCH = `mutation {
  startMessageSearch(input: { text: "tea" }) { ... on MessageSearchStarted { search { id } } }
}`;

describe('who may do what in messages', () => {
  const viewers = someCallers();
  const { owner } = viewers;
  let talk: Talk;
  beforeAll(async () => {
    talk = await openTalk();
  });
  afterAll(() => talk.close());

  const world: World = {
    owner,
    async chat() {
      const chatId = await talk.chatOf(owner);
      await talk.say(owner, chatId);
      await talk.ask(owner, MARK, { input: { chatId, seq: 1 } });
      return chatId;
    },
    async message() {
      const { id } = await talk.say(owner, await talk.chatOf(owner), 'first');
      await talk.edit(owner, id, 'edited');
      return id;
    },
    async search() {
      const { search } = (await talk.ask(owner, SEARCH)) as { readonly search: { readonly id: string } };
      return search.id;
    },
  };

  describeAccess({
    sdl: readFileSync(new URL('../../schema/messages.graphql', import.meta.url), 'utf8'),
    table: TABLE,
    stage: () => ({ subgraph: talk.subgraph, world, viewers }),
  });
});
