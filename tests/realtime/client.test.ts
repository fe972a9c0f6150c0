import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Client } from 'graphql-ws';

import { clientOf, listenTo, openRoom, PATIENT, untilStreams, type Guest, type Room } from './open-room.ts';

const ADDED = 'subscription ($id: ID!, $after: Int) { messageAdded(chatId: $id, afterSeq: $after) { seq text } }';

describe("the protocol's own client", () => {
  let room: Room;
  let ann: Guest;
  let bob: Guest;
  let client: Client;
  beforeAll(async () => {
    room = await openRoom();
    [ann, bob] = [await room.guest('ann'), await room.guest('bob')];
    client = clientOf(room, ann.token);
  });
  afterAll(async () => {
    await client.dispose();
    await room.close();
  });

  /** The answer to a query or mutation. */
  const answerTo = async (query: string, variables: Record<string, unknown> = {}): Promise<unknown> => {
    for await (const answer of client.iterate({ query, variables })) return answer;
    return undefined;
  };

  it('runs queries and mutations as over HTTP', async () => {
    expect(await answerTo('{ me { id } }')).toEqual({ data: { me: { id: ann.id } } });
    expect(await answerTo('mutation { createChat(input: { name: "" }) { __typename } }')).toEqual({
      data: { createChat: { __typename: 'InvalidChat' } },
    });
    expect(await answerTo('query ($id: ID!) { chat(id: $id) { id } }', { id: 'none' })).toEqual({
      data: { chat: null },
    });
  });

  it.each([
    ['{ me { id', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['', 'BAD_REQUEST'],
    ['query A { me { id } } query B { me { id } }', 'BAD_REQUEST'],
    ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { a: typing(chatId: "1") { id } b: typing(chatId: "1") { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { typing(chatId: "1") @skip(if: false) { id } }', 'BAD_REQUEST'],
    ['subscription { ... @include(if: true) { typing(chatId: "1") { id } } }', 'BAD_REQUEST'],
    [
      `subscription { typing(chatId: "1") { ${'chats(first: 1) { edges { node { members { edges { node { user { '.repeat(3)} id`,
      'GRAPHQL_PARSE_FAILED',
    ],
    ['subscription { typing(chatId: "none") { id } }', 'NOT_FOUND'],
    ['subscription { messageAdded(chatId: "none", afterSeq: -1) { seq } }', /NOT_FOUND|BAD_USER_INPUT/],
    ['subscription { providersChanged { name } }', 'FORBIDDEN'],
    ['subscription ($id: ID!) { typing(chatId: $id) { id } }', 'BAD_USER_INPUT'],
  ])('is told by a code why %j is refused', async (query, code) => {
    const heard = listenTo(client, query);
    await vi.waitFor(() => {
      expect(heard.ending()).toBeDefined();
    }, PATIENT);
    expect(heard.ending()).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: expect.stringMatching(code) }) }),
    ]);
  });

  it('hears each message of a chat from then on, in order, and under the name it asked for', async () => {
    const chat = await room.chat(ann, bob);
    await room.say(bob, chat, 'before');
    const heard = listenTo(
      client,
      'subscription ($id: ID!) { news: messageAdded(chatId: $id) { ...Words author { id } } } fragment Words on Message { number: seq text }',
      { id: chat },
    );
    await untilStreams(room, 'messageAdded', 1);
    for (const text of ['one', 'two', 'three']) await room.say(bob, chat, text);
    await vi.waitFor(() => {
      expect(heard.events.map(({ data }) => data?.['news'])).toEqual(
        ['one', 'two', 'three'].map((text, n) => ({ number: n + 2, text, author: { id: bob.id } })),
      );
    }, PATIENT);
    heard.stop();
    await untilStreams(room, 'messageAdded', 0);
  });

  it('goes on where it was, with what was said meanwhile, however much that is', async () => {
    const chat = await room.chat(ann, bob);
    const texts = Array.from({ length: 120 }, (_, n) => `message ${n + 1}`);
    for (const text of texts) await room.say(bob, chat, text);
    const heard = listenTo(client, ADDED, { id: chat, after: 10 });
    await vi.waitFor(() => {
      expect(heard.events).toHaveLength(110);
    }, PATIENT);
    await room.say(bob, chat, 'the last');
    await vi.waitFor(() => {
      expect(heard.events.map(({ data }) => (data?.['messageAdded'] as { text: string }).text)).toEqual([
        ...texts.slice(10),
        'the last',
      ]);
    }, PATIENT);
    heard.stop();
  });

  it('is told that a number is beyond the end, by the name it gave it', async () => {
    const chat = await room.chat(ann);
    const heard = listenTo(client, ADDED, { id: chat, after: 7 });
    await vi.waitFor(() => {
      expect(heard.ending()).toEqual([
        expect.objectContaining({
          path: ['messageAdded'],
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'afterSeq' }),
        }),
      ]);
    }, PATIENT);
  });

  it('hears of edits and of markers', async () => {
    const chat = await room.chat(ann, bob);
    const { id } = await room.say(bob, chat, 'tee');
    const changed = listenTo(client, 'subscription ($id: ID!) { messageChanged(chatId: $id) { seq text revision } }', {
      id: chat,
    });
    const moved = listenTo(client, 'subscription ($id: ID!) { readMarkerMoved(chatId: $id) { seq user { id } } }', {
      id: chat,
    });
    await untilStreams(room, 'messageChanged', 1);
    await untilStreams(room, 'readMarkerMoved', 1);
    await room.run(bob, 'mutation ($input: EditMessageInput!) { editMessage(input: $input) { __typename } }', {
      input: { messageId: id, text: 'tea' },
    });
    await room.run(ann, 'mutation ($input: MarkReadInput!) { markRead(input: $input) { __typename } }', {
      input: { chatId: chat, seq: 1 },
    });
    await vi.waitFor(() => {
      expect(changed.events).toEqual([{ data: { messageChanged: { seq: 1, text: 'tea', revision: 1 } } }]);
      expect(moved.events.at(-1)).toEqual({ data: { readMarkerMoved: { seq: 1, user: { id: ann.id } } } });
    }, PATIENT);
    changed.stop();
    moved.stop();
  });

  it('sees a chat as it is, and whenever it is different', async () => {
    const chat = await room.chat(ann, bob);
    const heard = listenTo(client, 'subscription ($id: ID!) { chatUpdated(chatId: $id) { name } }', { id: chat });
    const names = () => heard.events.map(({ data }) => (data?.['chatUpdated'] as { name: string }).name);
    await vi.waitFor(() => {
      expect(names()).toEqual(['tea']);
    }, PATIENT);
    const rename = (name: string) =>
      room.run(ann, 'mutation ($input: UpdateChatInput!) { updateChat(input: $input) { __typename } }', {
        input: { chatId: chat, name },
      });
    await rename('coffee');
    await vi.waitFor(() => {
      expect(names()).toEqual(['tea', 'coffee']);
    }, PATIENT);
    heard.stop();
  });

  it('sees who types, as long as they do', async () => {
    const chat = await room.chat(ann, bob);
    const heard = listenTo(client, 'subscription ($id: ID!) { typing(chatId: $id) { id } }', { id: chat });
    const told = () => heard.events.map(({ data }) => data?.['typing']);
    await vi.waitFor(() => {
      expect(told()).toEqual([[]]);
    }, PATIENT);
    const type = (isTyping: boolean) =>
      room.run(bob, 'mutation ($input: SetTypingInput!) { setTyping(input: $input) { __typename } }', {
        input: { chatId: chat, isTyping },
      });
    await type(true);
    await vi.waitFor(() => {
      expect(told()).toEqual([[], [{ id: bob.id }]]);
    }, PATIENT);
    await type(false);
    await vi.waitFor(() => {
      expect(told()).toEqual([[], [{ id: bob.id }], []]);
    }, PATIENT);
    heard.stop();
  });

  it('as an administrator sees what the providers admit', async () => {
    const admin = clientOf(room, await room.gateway.sign({ roles: ['USER', 'ADMIN'] }));
    const heard = listenTo(admin, 'subscription { providersChanged { name processed } }');
    await vi.waitFor(() => {
      expect(heard.events).toHaveLength(1);
    }, PATIENT);
    await room.run(ann, 'mutation { processMessage(input: { text: "hello" }) { __typename } }');
    await vi.waitFor(() => {
      expect(heard.events.at(-1)?.data?.['providersChanged']).toContainEqual({ name: 'free', processed: 1 });
    }, PATIENT);
    await admin.dispose();
  });

  it('connects again by itself after the gateway asked it to, and misses nothing that it asks for', async () => {
    const other = await openRoom();
    const [cy, dan] = [await other.guest('cy'), await other.guest('dan')];
    const chat = await other.chat(cy, dan);
    let connections = 0;
    const restless = clientOf(other, cy.token, {
      retryAttempts: 100,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
      on: {
        connected(socket) {
          connections += 1;
          // Cut off without a word, as a lost network does.
          if (connections < 3) setTimeout(() => (socket as { terminate(): void }).terminate(), 100);
        },
      },
    });
    const heard: number[] = [];
    const variables = {
      id: chat,
      get after() {
        return heard.at(-1) ?? 0;
      },
    };
    restless.subscribe<{ messageAdded: { seq: number } }>(
      { query: ADDED, variables },
      {
        next: ({ data }) => void heard.push(data?.messageAdded.seq ?? Number.NaN),
        error: () => undefined,
        complete: () => undefined,
      },
    );
    for (let n = 1; n <= 30; n += 1) {
      await other.say(dan, chat, `message ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await vi.waitFor(() => {
      expect(heard).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(connections).toBeGreaterThanOrEqual(3);
    }, PATIENT);
    await restless.dispose();
    await other.close();
  });
});
