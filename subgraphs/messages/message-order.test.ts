import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
import { openTestSubgraph, someUser, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { messages } from './module.ts';
import { openTalk, SEND, type SentReply, type Talk } from './talk.suite.ts';

const SENDERS = 8;
const EACH = 15;

describe('the order of messages', () => {
  let talk: Talk;
  let replica: TestSubgraph;
  const [owner, ...others] = Array.from({ length: SENDERS }, () => someUser()) as [UserViewer, ...UserViewer[]];
  const members = [owner, ...others];
  beforeAll(async () => {
    talk = await openTalk();
    const { rooms, databaseUrl } = talk;
    replica = await openTestSubgraph(messages, { peers: { chats: rooms }, databaseUrl });
  });
  afterAll(async () => {
    await replica.close();
    await talk.close();
  });

  /** Everybody says so many things, each one after the answer to the one before, through both replicas. */
  const talkAtOnce = (chatId: string) =>
    Promise.all(
      members.map(async (author, index) => {
        const numbers: number[] = [];
        for (let i = 0; i < EACH; i++) {
          const at = (index + i) % 2 === 0 ? talk.subgraph : replica;
          const input = { chatId, text: `${index} ${i}`, clientMessageId: `${index} ${i}` };
          const { data } = (await at.query(SEND, { input }, author)) as { data: { sendMessage: SentReply } };
          numbers.push(data.sendMessage.message.seq);
        }
        return numbers;
      }),
    );

  it('has no gap, and keeps that of each sender', async () => {
    const chatId = await talk.chatOf(owner, ...others);
    const numbers = await talkAtOnce(chatId);
    for (const own of numbers) expect(own).toEqual(own.toSorted((a, b) => a - b));
    expect(numbers.flat().toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: SENDERS * EACH }, (_, index) => index + 1),
    );
  });

  it('is read forwards to its end and backwards from it, none twice and none left out, while others write', async () => {
    const chatId = await talk.chatOf(owner, ...others);
    for (let i = 0; i < 25; i++) await talk.say(owner, chatId);
    const writing = begin(talkAtOnce(chatId));
    await readForwards(talk, { chatId, reader: owner, isWritten: writing.isOver });
    for (let i = 0; i < 5; i++) await readBackwards(talk, chatId, owner);
    await writing.end;
    expect(await readBackwards(talk, chatId, owner)).toBe(25 + SENDERS * EACH);
  });

  it('is followed by numbers and revisions without missing anything, while others write and edit', async () => {
    const chatId = await talk.chatOf(owner, ...others);
    const writing = begin(talkAtOnce(chatId));
    const heard: number[] = [];
    const texts = new Map<string, string>();
    let [after, afterRevision] = [0, 0];
    for (;;) {
      const isOver = writing.isOver();
      const added = await feedOf('messageFeed', { chatId, after });
      heard.push(...added.items.map(({ seq }) => seq));
      after = added.cursor;
      const [first] = added.items;
      if (first !== undefined && first.author.id === owner.id) await talk.edit(owner, first.id, `edit of ${first.seq}`);
      const changed = await feedOf('messageChangeFeed', { chatId, after: afterRevision });
      for (const { id, text } of changed.items) texts.set(id, text);
      afterRevision = changed.cursor;
      if (isOver && added.items.length === 0 && changed.items.length === 0) break;
    }
    await writing.end;
    expect(heard).toEqual(Array.from({ length: SENDERS * EACH }, (_, index) => index + 1));
    const { items } = await feedOf('messageChangeFeed', { chatId, after: 0 });
    expect(new Map(items.map(({ id, text }) => [id, text]))).toEqual(texts);
  });

  interface Followed {
    readonly items: readonly { id: string; seq: number; text: string; author: { id: string } }[];
    readonly cursor: number;
  }
  const feedOf = async (
    field: string,
    variables: { readonly chatId: string; readonly after: number },
  ): Promise<Followed> =>
    await talk.ask(
      owner,
      `query ($chatId: ID!, $after: Int) {
        ${field}(chatId: $chatId, after: $after) { items { id seq text author { id } } cursor }
      }`,
      variables,
    );
});

/** Work that goes on beside, and whether it still does. */
function begin(work: Promise<unknown>): { readonly end: Promise<unknown>; readonly isOver: () => boolean } {
  let isOver = false;
  const end = work.finally(() => {
    isOver = true;
  });
  return { end, isOver: () => isOver };
}

interface Reading {
  readonly chatId: string;
  readonly reader: UserViewer;
  readonly isWritten: () => boolean;
}

interface HistoryReply {
  readonly edges: readonly { readonly node: { readonly seq: number } }[];
  readonly pageInfo: { readonly startCursor: string; readonly endCursor: string; readonly hasPreviousPage: boolean };
}

async function pageOf(talk: Talk, { chatId, reader }: Omit<Reading, 'isWritten'>, args: string): Promise<HistoryReply> {
  const fields = `messages(${args}) { edges { node { seq } } pageInfo { startCursor endCursor hasPreviousPage } }`;
  const { data } = await talk.subgraph.entities({ type: 'Chat', keys: [{ id: chatId }], fields }, reader);
  return (data._entities as [{ messages: HistoryReply }])[0].messages;
}

/** Until everything is written and read; each page begins where the one before has ended. */
async function readForwards(talk: Talk, { isWritten, ...reading }: Reading): Promise<void> {
  let [last, after] = [0, ''];
  for (;;) {
    const isOver = isWritten();
    const { edges, pageInfo } = await pageOf(talk, reading, `first: 7${after}`);
    expect(edges.map(({ node }) => node.seq)).toEqual(edges.map((_, index) => last + 1 + index));
    if (edges.length > 0) after = `, after: "${pageInfo.endCursor}"`;
    last += edges.length;
    if (isOver && edges.length === 0) return;
  }
}

/** From what is the end now to the beginning; says where the end was. */
async function readBackwards(talk: Talk, chatId: string, reader: UserViewer): Promise<number> {
  const numbers: number[] = [];
  let [before, hasMore] = ['', true];
  while (hasMore) {
    const { edges, pageInfo } = await pageOf(talk, { chatId, reader }, `last: 50${before}`);
    numbers.unshift(...edges.map(({ node }) => node.seq));
    before = `, before: "${pageInfo.startCursor}"`;
    hasMore = pageInfo.hasPreviousPage;
  }
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  return numbers.length;
}
