import type { UserViewer, Viewer } from '../../kernel/auth/index.ts';
import type { SignalBus } from '../../kernel/signals/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { chats } from '../chats/module.ts';
import { messages } from './module.ts';

export const MESSAGE = 'id seq text revision createdAt editedAt deletedAt chat { id } author { id }';

export interface TalkMessage {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly author: { readonly id: string } | null;
}

export interface TalkOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly signals?: SignalBus;
}

export interface SentReply {
  readonly __typename: string;
  readonly repeated: boolean;
  readonly message: TalkMessage;
}

/** Chats and messages side by side. */
export interface Talk {
  readonly rooms: TestSubgraph;
  readonly subgraph: TestSubgraph;
  readonly databaseUrl: string;
  /** A chat of the first, which the others have joined. */
  chatOf(owner: UserViewer, ...members: readonly UserViewer[]): Promise<string>;
  leave(member: UserViewer, chatId: string): Promise<void>;
  /** Sends a message that has to be stored. */
  say(author: Viewer, chatId: string, text?: string): Promise<TalkMessage>;
  /** Runs a mutation or query with one root field, and gives what that answers. */
  ask(viewer: Viewer | undefined, document: string, variables?: Readonly<Record<string, unknown>>): Promise<never>;
  edit(viewer: Viewer | undefined, messageId: string, text: string): Promise<EditReply>;
  delete(viewer: Viewer | undefined, messageId: string): Promise<EditReply>;
  close(): Promise<void>;
}

export interface EditReply {
  readonly __typename: string;
  readonly message: TalkMessage;
  readonly closedAt?: string;
}

export const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) {
    __typename
    ... on MessageSent { repeated message { ${MESSAGE} } }
    ... on ChatNotFound { chatId }
    ... on InvalidMessage { problems { field message } }
  }
}`;
const CREATE = `mutation { createChat(input: { name: "tea", joinPolicy: LINK }) { ... on ChatCreated { chat { id } } } }`;
const JOIN = 'mutation ($chatId: ID!) { joinChat(input: { chatId: $chatId }) { __typename } }';
const LEAVE = 'mutation ($chatId: ID!) { leaveChat(chatId: $chatId) { __typename } }';
const EDIT = `mutation ($input: EditMessageInput!) {
  editMessage(input: $input) {
    __typename
    ... on MessageEdited { message { ${MESSAGE} } }
    ... on MessageAlreadyDeleted { message { ${MESSAGE} } }
    ... on EditWindowClosed { closedAt }
    ... on InvalidMessage { problems { field message } }
  }
}`;
const DELETE = `mutation ($messageId: ID!) {
  deleteMessage(messageId: $messageId) { __typename ... on MessageDeleted { message { ${MESSAGE} } } }
}`;

export async function openTalk(options: TalkOptions = {}): Promise<Talk> {
  const [databaseUrl, rooms] = await Promise.all([freshDatabase(), openTestSubgraph(chats)]);
  const subgraph = await openTestSubgraph(messages, { ...options, peers: { chats: rooms }, databaseUrl });

  async function answerOf<T>(
    at: TestSubgraph,
    viewer: Viewer | undefined,
    [document, variables]: readonly [string, Readonly<Record<string, unknown>> | undefined],
  ): Promise<T> {
    const { data, errors } = (await at.query(document, variables, viewer)) as TestReply<Record<string, T> | null>;
    const [answer] = Object.values(data ?? {});
    if (errors !== undefined || answer === undefined) throw new Error(JSON.stringify(errors));
    return answer;
  }

  return {
    rooms,
    subgraph,
    databaseUrl,
    async chatOf(owner, ...members) {
      const { chat } = await answerOf<{ chat: { id: string } }>(rooms, owner, [CREATE, undefined]);
      for (const member of members) await answerOf(rooms, member, [JOIN, { chatId: chat.id }]);
      return chat.id;
    },
    leave: (member, chatId) => answerOf(rooms, member, [LEAVE, { chatId }]),
    async say(author, chatId, text = 'hello') {
      const input = { chatId, text, clientMessageId: crypto.randomUUID() };
      return (await answerOf<SentReply>(subgraph, author, [SEND, { input }])).message;
    },
    ask: (viewer, document, variables) => answerOf(subgraph, viewer, [document, variables]),
    edit: (viewer, messageId, text) => answerOf(subgraph, viewer, [EDIT, { input: { messageId, text } }]),
    delete: (viewer, messageId) => answerOf(subgraph, viewer, [DELETE, { messageId }]),
    async close() {
      await subgraph.close();
      await rooms.close();
    },
  };
}
