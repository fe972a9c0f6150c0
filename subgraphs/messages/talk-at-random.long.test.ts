import { afterAll, beforeAll, expect, it } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { openTestSubgraph, someUser, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { messages } from './module.ts';
import { openTalk, SEND, type SentReply, type Talk } from './talk.suite.ts';

const TALKING_MS = 20_000;
const CLIENTS = 16;

let talk: Talk;
let replica: TestSubgraph;
let database: Database;
beforeAll(async () => {
  talk = await openTalk();
  const { databaseUrl } = talk;
  replica = await openTestSubgraph(messages, { peers: { chats: talk.rooms }, databaseUrl });
  database = await openDatabase({ url: databaseUrl, pool: 2, entities: [], migrations: [] });
});
afterAll(async () => {
  await database.close();
  await replica.close();
  await talk.close();
});

function oneOf<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}

async function run<Answer>(at: TestSubgraph, viewer: UserViewer, [document, variables]: Question): Promise<Answer> {
  const { data, errors } = await at.query(document, variables, viewer);
  expect(errors).toBeUndefined();
  return Object.values(data as Record<string, Answer>)[0] as Answer;
}
type Question = readonly [string, Readonly<Record<string, unknown>>];

async function depart({ id: userId }: UserViewer): Promise<void> {
  const viewer = { kind: 'service', name: 'users' } as const;
  const envelope = { viewer, contract: 'graphql', requestId: 'departure', budgetMs: 10_000 } as const;
  const event = JSON.stringify({ name: 'UserDeleted', seq: 1, payload: { userId } });
  const replies = await Promise.all(
    [talk.rooms, talk.subgraph, replica].map(({ caller }) => caller.call('/events', event, envelope)),
  );
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
}

/** Sends the same message several times at once, each time with another text: one of them is stored. */
async function send(author: UserViewer, chatId: string): Promise<string | undefined> {
  const clientMessageId = crypto.randomUUID();
  const sends = Array.from({ length: oneOf([1, 1, 2, 4]) }, (_, index) => {
    const input = { chatId, clientMessageId, text: `text ${index}` };
    return run<SentReply>(index % 2 === 0 ? talk.subgraph : replica, author, [SEND, { input }]);
  });
  const sent = (await Promise.all(sends)).filter(({ __typename }) => __typename === 'MessageSent');
  if (sent.length === 0) return undefined;
  expect(new Set(sent.map(({ message: { id, seq, text } }) => `${id} ${seq} ${text}`)).size).toBe(1);
  expect(sent.filter(({ repeated }) => !repeated)).toHaveLength(1);
  return sent[0]?.message.id;
}

it('has no deadlock, gap or wrong count while members send, edit, delete, read, come, go and are deleted', async () => {
  const founders = Array.from({ length: 3 }, () => someUser());
  const chatIds = await Promise.all(founders.map((founder) => talk.chatOf(founder)));
  const sent: string[] = [];
  const deeds = (chatId: string, messageId: string): readonly (readonly [number, 'rooms' | 'talk', Question])[] => [
    [
      3,
      'talk',
      [
        'mutation ($messageId: ID!, $text: String!) { editMessage(input: { messageId: $messageId, text: $text }) { __typename } }',
        { messageId, text: crypto.randomUUID() },
      ],
    ],
    [1, 'talk', ['mutation ($messageId: ID!) { deleteMessage(messageId: $messageId) { __typename } }', { messageId }]],
    [
      4,
      'talk',
      [
        'mutation ($chatId: ID!, $seq: Int!) { markRead(input: { chatId: $chatId, seq: $seq }) { __typename } }',
        { chatId, seq: 1 + Math.floor(Math.random() * 500) },
      ],
    ],
    [1, 'talk', ['query ($chatId: ID!) { messageFeed(chatId: $chatId, after: 0) { cursor } }', { chatId }]],
    [4, 'rooms', ['mutation ($chatId: ID!) { joinChat(input: { chatId: $chatId }) { __typename } }', { chatId }]],
    [1, 'rooms', ['mutation ($chatId: ID!) { leaveChat(chatId: $chatId) { __typename } }', { chatId }]],
  ];
  const endsAt = Date.now() + TALKING_MS;
  const client = async (): Promise<void> => {
    let me = someUser();
    while (Date.now() < endsAt) {
      const chatId = oneOf(chatIds);
      if (Math.random() < 0.3) sent.push(...[await send(me, chatId)].filter((id) => id !== undefined));
      else if (Math.random() < 0.003) {
        await depart(me);
        me = someUser();
      } else {
        const weighed = deeds(chatId, oneOf(['none', ...sent])).flatMap(([weight, ...deed]) =>
          Array.from({ length: weight }, () => deed),
        );
        const [where, question] = oneOf(weighed);
        await run(where === 'rooms' ? talk.rooms : oneOf([talk.subgraph, replica]), me, question);
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));

  const em = database.fork();
  const [{ deadlocks }] = await em.execute<[{ deadlocks: string }]>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  expect(deadlocks).toBe('0');
  const wrong = await em.execute<object[]>(
    `select * from chat_counter as counter where last_seq <> (select count(*) from message where chat_id = counter.chat_id)
       or last_seq <> (select max(seq) from message where chat_id = counter.chat_id)
       or exists (select from message join departed_user on user_id = author_id where chat_id = counter.chat_id)`,
  );
  expect(wrong).toEqual([]);
  for (const founder of founders) {
    const chatId = chatIds[founders.indexOf(founder)] ?? '';
    const seq = 1 + Math.floor(Math.random() * 50);
    await run(talk.subgraph, founder, [
      'mutation ($chatId: ID!, $seq: Int!) { markRead(input: { chatId: $chatId, seq: $seq }) { __typename } }',
      { chatId, seq },
    ]);
    await talk.say(founder, chatId);
    const [{ unread }] = await em.execute<[{ unread: number }]>(
      `select count(*)::int as unread from message where chat_id = ? and seq > ? and deleted_at is null
         and author_id is distinct from ?`,
      [chatId, seq, founder.id],
    );
    const keys = [{ id: chatId }];
    expect((await replica.entities({ type: 'Chat', keys, fields: 'unreadCount' }, founder)).data._entities).toEqual([
      { unreadCount: unread },
    ]);
  }
}, 120_000);
