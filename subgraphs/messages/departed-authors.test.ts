import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { someUser, type TestList } from '../../tests/support/open-test-subgraph.ts';
import { openTalk, type Talk, type TalkMessage } from './talk.suite.ts';

describe('messages of users whose account is deleted', () => {
  let talk: Talk;
  const [gone, friend] = [someUser(), someUser()];
  beforeAll(async () => {
    talk = await openTalk();
  });
  afterAll(() => talk.close());

  const depart = async ({ id: userId }: UserViewer): Promise<void> => {
    const viewer = { kind: 'service', name: 'users' } as const;
    const envelope = { viewer, contract: 'graphql', requestId: 'departure', budgetMs: 5_000 } as const;
    const event = JSON.stringify({ name: 'UserDeleted', seq: 1, payload: { userId } });
    expect(JSON.parse((await talk.subgraph.caller.call('/events', event, envelope)).body)).toEqual({ applied: true });
  };

  it('stay without a name, under a new revision of their chats', async () => {
    const [shared, own, other] = [
      await talk.chatOf(friend, gone),
      await talk.chatOf(gone, friend),
      await talk.chatOf(friend),
    ];
    for (const chatId of [shared, own]) await talk.say(gone, chatId, 'bye');
    await talk.say(friend, shared);
    await talk.say(friend, other);
    const document = 'query ($id: ID!) { messageChangeFeed(chatId: $id, after: 0) { items { id } cursor } }';
    const changes = (id: string) => talk.ask(friend, document, { id });
    for (let i = 0; i < 2; i++) {
      await depart(gone);
      expect(await changes(shared)).toEqual({ items: [], cursor: 1 });
      expect(await changes(own)).toEqual({ items: [], cursor: 1 });
      expect(await changes(other)).toEqual({ items: [], cursor: 0 });
    }
    const { data } = await talk.subgraph.entities(
      { type: 'Chat', keys: [{ id: shared }], fields: 'messages { edges { node { text author { id } } } }' },
      friend,
    );
    expect(data._entities).toMatchObject([
      { messages: { edges: [{ node: { text: 'bye', author: null } }, { node: { author: { id: friend.id } } }] } },
    ]);
  });

  it('are refused from then on, also those that are on their way, and leave no gap', async () => {
    const late = someUser();
    const chatId = await talk.chatOf(friend, late);
    await talk.say(late, chatId);
    const sends = Promise.allSettled(Array.from({ length: 10 }, () => talk.say(late, chatId)));
    await depart(late);
    await sends;
    await expect(talk.say(late, chatId)).rejects.toThrow('UNAUTHENTICATED');
    const { seq } = await talk.say(friend, chatId);
    const { data } = await talk.subgraph.entities(
      { type: 'Chat', keys: [{ id: chatId }], fields: 'messages { edges { node { seq author { id } } } }' },
      friend,
    );
    const [{ messages }] = data._entities as [{ messages: TestList<TalkMessage> }];
    expect(messages.edges.map(({ node }) => node.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    expect(messages.edges.flatMap(({ node }) => node.author?.id ?? [])).toEqual([friend.id]);
  });

  it('lose their names part by part, also where the event comes twice', async () => {
    const writer = someUser();
    const [first, second] = [await talk.chatOf(friend, writer), await talk.chatOf(friend, writer)];
    const database = await openDatabase({ url: talk.databaseUrl, pool: 2, entities: [], migrations: [] });
    for (const chatId of [first, second]) await wrote(database, { chatId, author: writer, count: 3_000 });
    const countNamed = async (): Promise<number> => {
      const counted = 'select count(*)::int as named from message where author_id = ?';
      const [{ named }] = await database.fork().execute<[{ named: number }]>(counted, [writer.id]);
      return named;
    };
    await Promise.all([depart(writer), depart(writer)]);
    expect(await countNamed()).toBe(0);
    // Each part that concerns a chat is one revision of it; the parts are of 2,000 messages.
    const revisions = 'select sum(last_revision)::int as parts from chat_counter where chat_id in (?, ?)';
    const [{ parts }] = await database.fork().execute<[{ parts: number }]>(revisions, [first, second]);
    expect(parts).toBeGreaterThanOrEqual(3);
    expect(parts).toBeLessThanOrEqual(6);
    await database.close();
  });
});

/** As if an author had said so many things in a chat in which nothing was said before. */
async function wrote(
  database: Database,
  { chatId, author, count }: { readonly chatId: string; readonly author: UserViewer; readonly count: number },
): Promise<void> {
  const em = database.fork();
  await em.execute('insert into chat_counter (chat_id, last_seq) values (?, ?)', [chatId, count]);
  await em.execute(
    `insert into message (id, chat_id, seq, author_id, client_message_id, text, created_at)
     select gen_random_uuid(), ?, seq, ?, seq::text, 'hello', now() from generate_series(1, ?::integer) as seq`,
    [chatId, author.id, count],
  );
}
