import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { openEvents, type EventStream } from './event-stream.ts';
import { bearer, openRoom, PATIENT, untilStreams, type Guest, type Room } from './open-room.ts';

const ADDED = 'subscription ($id: ID!, $after: Int) { messageAdded(chatId: $id, afterSeq: $after) { seq text } }';

describe('server-sent events', () => {
  let room: Room;
  let ann: Guest;
  let chat: string;
  beforeAll(async () => {
    room = await openRoom();
    ann = await room.guest('ann');
    chat = await room.chat(ann);
    for (const text of ['one', 'two', 'three']) await room.say(ann, chat, text);
  });
  afterAll(() => room.close());

  const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<EventStream> =>
    openEvents(`${room.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(ann.token), ...headers },
      body: JSON.stringify({ query, variables }),
    });
  const told = ({ events }: EventStream) => events.filter(({ event }) => event !== undefined);

  it('tell each event of a log under its number, and go on after the last of them', async () => {
    const stream = await ask(ADDED, { id: chat, after: 1 });
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    });
    const message = (seq: number, text: string) => ({
      event: 'next',
      id: String(seq),
      data: JSON.stringify({ data: { messageAdded: { seq, text } } }),
    });
    await vi.waitFor(() => {
      expect(told(stream)).toEqual([message(2, 'two'), message(3, 'three')]);
    }, PATIENT);
    stream.stop();
    const again = await ask(ADDED, { id: chat, after: 1 }, { 'last-event-id': '2' });
    await vi.waitFor(() => {
      expect(told(again)).toEqual([message(3, 'three')]);
    }, PATIENT);
    await room.say(ann, chat, 'four');
    await vi.waitFor(() => {
      expect(told(again)).toEqual([message(3, 'three'), message(4, 'four')]);
    }, PATIENT);
    again.stop();
    await untilStreams(room, 'messageAdded', 0);
  });

  it.each(['x', '-1', '1.5', '2147483648', '99999999999999999999', '1e3'])(
    'refuse %j as the id of an event',
    async (id) => {
      const { response } = await ask(ADDED, { id: chat }, { 'last-event-id': id });
      expect(response.status).toBe(400);
    },
  );

  it('answer a query or mutation as one event', async () => {
    const stream = await ask('{ me { id } }');
    await vi.waitFor(() => {
      expect(stream.isOver()).toBe(true);
    }, PATIENT);
    expect(told(stream)).toEqual([
      { event: 'next', data: JSON.stringify({ data: { me: { id: ann.id } } }) },
      { event: 'complete', data: '' },
    ]);
  });

  it('come with GET, too, which changes nothing', async () => {
    const get = (query: string, more: Record<string, string> = {}) =>
      openEvents(`${room.url}/graphql?${new URLSearchParams({ query, ...more }).toString()}`, {
        headers: { accept: 'text/event-stream', ...bearer(ann.token) },
      });
    const stream = await get(ADDED, { variables: JSON.stringify({ id: chat, after: 2 }) });
    await vi.waitFor(() => {
      expect(told(stream)[0]).toMatchObject({ id: '3' });
    }, PATIENT);
    stream.stop();
    expect((await get('mutation { createChat(input: { name: "x" }) { __typename } }')).response.status).toBe(405);
    expect((await get(ADDED, { variables: '{' })).response.status).toBe(400);
  });

  it.each([
    ['a document that is none', '{ me', {}, 400],
    ['a document that does not fit', 'subscription { nothing }', {}, 400],
    ['a variable that does not fit', ADDED, { id: [1, 2] }, 400],
    ['a chat that is not there', ADDED, { id: 'none' }, 404],
    ['what administrators may', 'subscription { providersChanged { name } }', {}, 403],
  ])('refuse %s before they open, by the status', async (_what, query, variables, status) => {
    const { response, events } = await ask(query, variables);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/json; charset=utf-8',
    ]);
    expect(events).toEqual([]);
  });

  it('refuse a wrong credential, and a body that is no operation', async () => {
    expect((await ask(ADDED, { id: chat }, { authorization: 'Bearer nonsense' })).response.status).toBe(401);
    for (const body of ['[]', '{}', '{"query":1}', '"x"', 'null', '{"query":"{me{id}}","variables":[]}']) {
      const { response } = await openEvents(`${room.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body,
      });
      expect([body, response.status]).toEqual([body, 400]);
    }
  });

  it('are asked for: without them, a subscription is told how', async () => {
    const response = await fetch(`${room.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(ann.token) },
      body: JSON.stringify({ query: ADDED, variables: { id: chat } }),
    });
    expect(response.status).toBe(406);
    expect(await response.text()).toContain('text/event-stream');
  });

  it('leave nothing behind where the client goes while they are opened', async () => {
    await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const signal = AbortSignal.timeout(n);
        await fetch(`${room.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(ann.token) },
          body: JSON.stringify({ query: ADDED, variables: { id: chat } }),
          signal,
        }).catch(() => undefined);
      }),
    );
    // What is answered now is asked after all of them.
    await ask('{ me { id } }');
    await untilStreams(room, 'messageAdded', 0);
  });

  it('end without a last word when the gateway stops, so that clients connect again', async () => {
    const other = await openRoom();
    const bob = await other.guest('bob');
    const variables = { id: await other.chat(bob) };
    const open = () =>
      openEvents(`${other.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(bob.token) },
        body: JSON.stringify({ query: ADDED, variables }),
      });
    const stream = await open();
    const late = Promise.allSettled(Array.from({ length: 30 }, open));
    await new Promise((resolve) => setTimeout(resolve, 10));
    await other.close();
    for (const one of await late)
      if (one.status === 'fulfilled') expect([200, 503]).toContain(one.value.response.status);
    await vi.waitFor(() => {
      expect(stream.isOver()).toBe(true);
    }, PATIENT);
    expect(told(stream)).toEqual([]);
  });
});
