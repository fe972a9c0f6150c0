import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
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
});
