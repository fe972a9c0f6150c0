import { connect } from 'node:net';

import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { bearer, openRoom, PATIENT, untilStreams, type Guest, type Room } from './open-room.ts';
import { openAcknowledged } from './open-wire.ts';

// Far more than the buffers of two sockets take.
const LARGE = 'x'.repeat(4_096);
const MESSAGES = 300;
/** Each event says the text many times over. */
const QUERY = `subscription ($id: ID!, $after: Int) { messageAdded(chatId: $id, afterSeq: $after) { seq ${Array.from(
  { length: 30 },
  (_, n) => `t${n}: text`,
).join(' ')} } }`;

let room: Room;
let ann: Guest;
let chat: string;
beforeAll(async () => {
  room = await openRoom({ SOCKET_SEND_TIMEOUT_MS: '300' });
  ann = await room.guest('ann');
  chat = await room.chat(ann);
  for (let n = 0; n < MESSAGES; n += 20)
    await Promise.all(Array.from({ length: 20 }, () => room.say(ann, chat, LARGE)));
});
afterAll(() => room.close());

it('whoever does not read is disconnected, is told to resume, and costs the gateway a bounded amount', async () => {
  const wire = await openAcknowledged(room, ann.token);
  wire.socket.pause();
  wire.send({ type: 'subscribe', id: '1', payload: { query: QUERY, variables: { id: chat, after: 0 } } });
  await untilStreams(room, 'messageAdded', 1);
  await untilStreams(room, 'messageAdded', 0);
  await vi.waitFor(async () => {
    expect(await room.gateway.metrics()).toMatch(/^stoa_live_socket_closes_total\{code="(4290|1006)"\} 1$/m);
  }, PATIENT);
  wire.socket.terminate();
});

it('whoever reads everything in time gets everything', async () => {
  const wire = await openAcknowledged(room, ann.token);
  wire.send({ type: 'subscribe', id: '1', payload: { query: QUERY, variables: { id: chat, after: 0 } } });
  await vi.waitFor(() => {
    expect(wire.frames.filter(({ type }) => type === 'next')).toHaveLength(MESSAGES);
  }, PATIENT);
  wire.socket.terminate();
  await untilStreams(room, 'messageAdded', 0);
});

it('an event stream that nobody reads is cut off, too', async () => {
  const { hostname, port } = new URL(room.url);
  const body = JSON.stringify({ query: QUERY, variables: { id: chat, after: 0 } });
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.pause();
  const headers = {
    host: hostname,
    'content-type': 'application/json',
    accept: 'text/event-stream',
    ...bearer(ann.token),
  };
  const lines = Object.entries({ ...headers, 'content-length': body.length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`POST /graphql HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  await untilStreams(room, 'messageAdded', 1);
  await untilStreams(room, 'messageAdded', 0);
  socket.destroy();
});
