import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { openEvents } from './event-stream.ts';
import { bearer, clientOf, listenTo, openRoom, PATIENT, untilStreams, type Guest, type Room } from './open-room.ts';
import { openAcknowledged } from './open-wire.ts';

const FIELDS = {
  messageAdded: 'seq',
  messageChanged: 'seq',
  readMarkerMoved: 'seq',
  chatUpdated: 'name',
  typing: 'id',
} as const;

describe('what a connection may, it may at this moment', () => {
  let room: Room;
  let ann: Guest;
  beforeAll(async () => {
    room = await openRoom();
    ann = await room.guest('ann');
  });
  afterAll(() => room.close());

  const added = (chatId: string) => ({
    query: 'subscription ($id: ID!) { messageAdded(chatId: $id) { seq } }',
    variables: { id: chatId },
  });
  const openSse = async (guest: Guest, chatId: string) =>
    await openEvents(`${room.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(guest.token) },
      body: JSON.stringify(added(chatId)),
    });

  it('ends every stream of a chat that one leaves, and no other', async () => {
    const bob = await room.guest('bob');
    const [chat, other] = [await room.chat(ann, bob), await room.chat(ann, bob)];
    const client = clientOf(room, bob.token);
    const streams = Object.entries(FIELDS).map(([field, selection]) =>
      listenTo(client, `subscription ($id: ID!) { ${field}(chatId: $id) { ${selection} } }`, { id: chat }),
    );
    const stays = listenTo(client, 'subscription ($id: ID!) { messageAdded(chatId: $id) { seq } }', { id: other });
    await untilStreams(room, 'messageAdded', 2);
    for (const field of Object.keys(FIELDS).slice(1)) await untilStreams(room, field, 1);
    await room.run(bob, 'mutation ($id: ID!) { leaveChat(chatId: $id) { __typename } }', { id: chat });
    await vi.waitFor(() => {
      for (const stream of streams)
        expect(stream.ending()).toEqual([
          expect.objectContaining({ extensions: { code: 'NOT_FOUND', retryable: false } }),
        ]);
    }, PATIENT);
    expect(stays.ending()).toBeUndefined();
    await room.say(ann, other, 'still here');
    await vi.waitFor(() => {
      expect(stays.events).toHaveLength(1);
    }, PATIENT);
    await client.dispose();
    await untilStreams(room, 'messageAdded', 0);
  });

  it('closes a socket and ends an event stream whose session has ended', async () => {
    const bob = await room.guest('bob');
    const chat = await room.chat(bob);
    const wire = await openAcknowledged(room, bob.token);
    const bystander = await openAcknowledged(room, ann.token);
    wire.send({ type: 'subscribe', id: '1', payload: added(chat) });
    const stream = await openSse(bob, chat);
    await untilStreams(room, 'messageAdded', 2);
    await room.run(bob, 'mutation { signOut { __typename } }');
    expect(await wire.closed()).toEqual({ code: 4403, reason: 'INVALID_TOKEN' });
    await vi.waitFor(() => {
      expect(stream.events.slice(1)).toEqual([
        { event: 'next', data: expect.stringContaining('INVALID_TOKEN') },
        { event: 'complete', data: '' },
      ]);
    }, PATIENT);
    await untilStreams(room, 'messageAdded', 0);
    expect(bystander.socket.readyState).toBe(bystander.socket.OPEN);
    bystander.socket.terminate();
  });

  it('closes a socket whose token has expired', async () => {
    // A token is taken for five seconds after its end, for clocks that differ.
    const token = await room.gateway.sign({ exp: Math.floor(Date.now() / 1_000) - 3 });
    const wire = await openAcknowledged(room, token);
    expect(await wire.closed()).toEqual({ code: 4403, reason: 'INVALID_TOKEN' });
  });

  it('a client with a new credential for each connection comes back by itself', async () => {
    const [bob, chat] = [await room.guest('bob'), await room.chat(ann)];
    await room.run(bob, 'mutation ($id: ID!) { joinChat(input: { chatId: $id }) { __typename } }', { id: chat });
    const tokens = [bob.token, ann.token];
    let connected = 0;
    const client = clientOf(room, undefined, {
      connectionParams: () => bearer(tokens[Math.min(connected, 1)] ?? ''),
      retryAttempts: 20,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
      on: { connected: () => void (connected += 1) },
    });
    const heard = listenTo(client, 'subscription ($id: ID!) { messageAdded(chatId: $id, afterSeq: 0) { seq } }', {
      id: chat,
    });
    await untilStreams(room, 'messageAdded', 1);
    await room.run(bob, 'mutation { signOut { __typename } }');
    await vi.waitFor(() => {
      expect(connected).toBe(2);
    }, PATIENT);
    await room.say(ann, chat, 'hello');
    await vi.waitFor(() => {
      expect(heard.events.at(-1)?.data).toEqual({ messageAdded: { seq: 1 } });
    }, PATIENT);
    await client.dispose();
  });

  it('an outage of a subgraph is waited for, and nothing is missed', async () => {
    const chat = await room.chat(ann);
    const client = clientOf(room, ann.token);
    const heard = listenTo(client, 'subscription ($id: ID!) { messageAdded(chatId: $id) { seq text } }', { id: chat });
    await untilStreams(room, 'messageAdded', 1);
    await room.say(ann, chat, 'one');
    await vi.waitFor(() => {
      expect(heard.events).toHaveLength(1);
    }, PATIENT);
    room.gateway.setUp('messages', false);
    await room.gateway.signals.announce([{ topic: `chat:${chat}`, signal: { kind: 'message', seq: 2 } }]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    room.gateway.setUp('messages', true);
    await room.say(ann, chat, 'two');
    await vi.waitFor(() => {
      expect(heard.events.map(({ data }) => data?.['messageAdded'])).toEqual([
        { seq: 1, text: 'one' },
        { seq: 2, text: 'two' },
      ]);
    }, PATIENT);
    expect(heard.ending()).toBeUndefined();
    await client.dispose();
  });
});
