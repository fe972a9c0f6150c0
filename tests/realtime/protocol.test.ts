import { once } from 'node:events';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';

import { openRoom, PATIENT, untilStreams, type Guest, type Room } from './open-room.ts';
import { openAcknowledged, openWire } from './open-wire.ts';

const ME = { query: '{ me { id } }' };
const INIT = { type: 'connection_init' };

describe('graphql-transport-ws, frame by frame', () => {
  let room: Room;
  let ann: Guest;
  let chat: string;
  beforeAll(async () => {
    room = await openRoom({ CORS_ORIGINS: 'https://app.test', MAX_SOCKETS: '20' });
    ann = await room.guest('ann');
    chat = await room.chat(ann);
  });
  afterAll(() => room.close());

  const subscribe = (id: string) => ({
    type: 'subscribe',
    id,
    payload: { query: 'subscription ($id: ID!) { messageAdded(chatId: $id) { seq } }', variables: { id: chat } },
  });

  it('acknowledges, answers with next and complete, and tells an error without complete', async () => {
    const wire = await openAcknowledged(room, ann.token);
    wire.send({ type: 'subscribe', id: 'a', payload: ME });
    await wire.frame({ type: 'complete', id: 'a' });
    wire.send({ type: 'subscribe', id: 'b', payload: { query: '{ nothing }' } });
    await wire.frame({ type: 'error', id: 'b' });
    wire.send({ type: 'ping', payload: { at: 7 } });
    await wire.frame({ type: 'pong' });
    expect(wire.frames).toEqual([
      { type: 'connection_ack' },
      { type: 'next', id: 'a', payload: { data: { me: { id: ann.id } } } },
      { type: 'complete', id: 'a' },
      {
        type: 'error',
        id: 'b',
        payload: [expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED', retryable: false } })],
      },
      { type: 'pong', payload: { at: 7 } },
    ]);
    wire.socket.close(1000);
    expect((await wire.closed()).code).toBe(1000);
  });

  it('takes a ping before the init, and the credential of the upgrade request', async () => {
    const wire = await openWire(room, { headers: { authorization: `Bearer ${ann.token}` } });
    wire.send({ type: 'ping' });
    await wire.frame({ type: 'pong' });
    wire.send(INIT);
    await wire.frame({ type: 'connection_ack' });
    wire.send({ type: 'subscribe', id: '1', payload: ME });
    expect((await wire.frame({ type: 'next' })).payload).toEqual({ data: { me: { id: ann.id } } });
    wire.socket.terminate();
  });

  it('ends a subscription that the client completes, whose id is free then, and tells nothing more', async () => {
    const wire = await openAcknowledged(room, ann.token);
    wire.send(subscribe('1'));
    await untilStreams(room, 'messageAdded', 1);
    wire.send({ type: 'complete', id: '1' });
    wire.send({ type: 'complete', id: 'never began' });
    await untilStreams(room, 'messageAdded', 0);
    await room.say(ann, chat, 'nobody hears this');
    wire.send(subscribe('1'));
    await untilStreams(room, 'messageAdded', 1);
    await room.say(ann, chat, 'but this');
    await wire.frame({ type: 'next', id: '1' });
    expect(wire.frames.filter(({ type }) => type === 'next')).toHaveLength(1);
    wire.socket.terminate();
    await untilStreams(room, 'messageAdded', 0);
  });

  it('opens nothing for a subscription that is completed before it is open', async () => {
    const wire = await openAcknowledged(room, ann.token);
    for (let n = 0; n < 20; n += 1) {
      wire.send(subscribe(String(n)));
      wire.send({ type: 'complete', id: String(n) });
    }
    wire.send({ type: 'subscribe', id: 'last', payload: ME });
    await wire.frame({ type: 'complete', id: 'last' });
    await untilStreams(room, 'messageAdded', 0);
    expect(wire.frames.filter(({ id }) => id !== undefined && id !== 'last')).toEqual([]);
    wire.socket.terminate();
  });

  const misdeeds: readonly (readonly [string, number, readonly unknown[]])[] = [
    ['no JSON', 4400, ['hello']],
    ['an empty frame', 4400, ['']],
    ['a list', 4400, ['[]']],
    ['null', 4400, ['null']],
    ['no type', 4400, ['{}']],
    ['a type of its own', 4400, [{ type: 'start' }]],
    ['a type that is a name of objects', 4400, [{ type: 'constructor' }]],
    ['binary data', 4400, [Buffer.from(JSON.stringify(INIT))]],
    ['NUL characters', 4400, ['\u0000']],
    ['what only a server says: an acknowledgement', 4400, [INIT, { type: 'connection_ack' }]],
    ['what only a server says: an event', 4400, [INIT, { id: '1', type: 'next', payload: {} }]],
    ['a credential that is no text', 4400, [{ ...INIT, payload: { authorization: 7 } }]],
    ['a payload that is no object', 4400, [{ ...INIT, payload: 'hello' }]],
    ['a subscription before the init', 4401, [{ type: 'subscribe', id: '1', payload: ME }]],
    ['a wrong credential', 4403, [{ ...INIT, payload: { authorization: 'Bearer nonsense' } }]],
    ['another scheme', 4403, [{ ...INIT, payload: { Authorization: 'Basic dTpw' } }]],
    ['a second init', 4429, [INIT, INIT]],
    ['a frame over the limit', 1009, ['x'.repeat(262_145)]],
  ];
  it.each(misdeeds)('closes over %s with %i', async (_what, code, frames) => {
    const wire = await openWire(room);
    for (const frame of frames) wire.send(frame);
    expect((await wire.closed()).code).toBe(code);
  });

  it.each([
    ['without an id', { type: 'subscribe', payload: ME }],
    ['with an empty id', { type: 'subscribe', id: '', payload: ME }],
    ['without a query', { type: 'subscribe', id: '1', payload: {} }],
    ['with variables that are no object', { type: 'subscribe', id: '1', payload: { ...ME, variables: 'x' } }],
    ['with an operation name that is no text', { type: 'subscribe', id: '1', payload: { ...ME, operationName: 1 } }],
  ])('closes over a subscribe %s with 4400', async (_what, frame) => {
    const wire = await openAcknowledged(room, ann.token);
    wire.send(frame);
    expect((await wire.closed()).code).toBe(4400);
  });

  it('closes over an id that is in use with 4409', async () => {
    const wire = await openAcknowledged(room, ann.token);
    wire.send(subscribe('__proto__'));
    wire.send(subscribe('__proto__'));
    expect(await wire.closed()).toEqual({ code: 4409, reason: 'Subscriber for __proto__ already exists' });
  });

  it('closes over an id that is in use, of any length, as a reason has little room', async () => {
    const wire = await openAcknowledged(room, ann.token);
    for (let n = 0; n < 2; n += 1) wire.send(subscribe('ы'.repeat(1_000)));
    const { code, reason } = await wire.closed();
    expect([code, reason]).toEqual([4409, expect.stringMatching(/^Subscriber for ы+$/)]);
  });

  it('closes over another subprotocol, or none, with 4406', async () => {
    for (const protocols of [['graphql-ws'], []]) {
      const wire = await openWire(room, { protocols });
      expect((await wire.closed()).code).toBe(4406);
    }
  });

  it('closes when no init comes, with 4408', async () => {
    expect((await (await openWire(room)).closed()).code).toBe(4408);
  });

  it('closes over a flood with 1008', async () => {
    const wire = await openAcknowledged(room);
    for (let n = 0; n < 1_000; n += 1) wire.send({ type: 'ping' });
    expect((await wire.closed()).code).toBe(1008);
  });

  it('has a bounded number of operations at a time; the others are refused and disturb none', async () => {
    const wire = await openAcknowledged(room, ann.token);
    for (let n = 0; n <= 100; n += 1) wire.send(subscribe(String(n)));
    const refused = await wire.frame({ type: 'error' });
    expect(refused).toMatchObject({ id: '100', payload: [{ extensions: { code: 'TOO_MANY_REQUESTS' } }] });
    await untilStreams(room, 'messageAdded', 100);
    wire.socket.terminate();
    await untilStreams(room, 'messageAdded', 0);
  });

  it('survives bytes that are no WebSocket at all', async () => {
    const { hostname, port } = new URL(room.url);
    const socket = connect(Number(port), hostname);
    const lines = ['GET /graphql HTTP/1.1', `Host: ${hostname}`, 'Connection: Upgrade', 'Upgrade: websocket'];
    const more = [
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
    ];
    socket.write(`${[...lines, ...more].join('\r\n')}\r\n\r\n`);
    socket.write(Buffer.alloc(10_000, 0xff));
    socket.resume();
    await once(socket, 'close');
    expect((await fetch(`${room.url}/graphql?query={__typename}`)).status).toBe(200);
  });

  const statusOf = async (path: string, headers: Record<string, string> = {}): Promise<number | undefined> => {
    const socket = new WebSocket(`${room.socketUrl.replace('/graphql', '')}${path}`, ['graphql-transport-ws'], {
      headers,
    });
    socket.on('error', () => undefined);
    return await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode);
        socket.terminate();
      });
      socket.on('open', () => {
        resolve(101);
        socket.terminate();
      });
    });
  };

  it('lets pages of known origins in, of its own host, and whoever is no browser', async () => {
    expect(await statusOf('/graphql')).toBe(101);
    expect(await statusOf('/graphql', { origin: 'https://app.test' })).toBe(101);
    expect(await statusOf('/graphql', { origin: 'https://stoa.test' })).toBe(101);
    expect(await statusOf('/graphql', { origin: room.url })).toBe(101);
    for (const origin of ['https://elsewhere.test', 'null', 'http://app.test'])
      expect(await statusOf('/graphql', { origin })).toBe(403);
  });

  it('keeps no connection that it refused, whatever its peer does', async () => {
    const { hostname, port } = new URL(room.url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.on('error', () => undefined);
    let isClosed = false;
    socket.on('close', () => (isClosed = true)).resume();
    const lines = ['GET /graphql HTTP/1.1', 'Host: a', 'Origin: https://elsewhere.test', 'Connection: Upgrade'];
    socket.write(`${lines.join('\r\n')}\r\nUpgrade: websocket\r\n\r\n`);
    await once(socket, 'end');
    await vi.waitFor(() => {
      socket.write('still here');
      expect(isClosed).toBe(true);
    }, PATIENT);
  });

  it('is at one path only', async () => {
    expect(await statusOf('/elsewhere')).toBe(404);
  });

  it('has a bounded number of sockets', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openWire(room)));
    expect(await statusOf('/graphql')).toBe(503);
    for (const { socket } of sockets) socket.terminate();
    await vi.waitFor(async () => {
      expect(await statusOf('/graphql')).toBe(101);
    }, PATIENT);
  });

  it('counts sockets, and closes by their code', async () => {
    const shown = await room.gateway.metrics();
    expect(shown).toMatch(/^stoa_live_sockets \d+$/m);
    expect(shown).toMatch(/^stoa_live_socket_closes_total\{code="4400"\} \d+$/m);
    expect(shown).toMatch(/^stoa_live_socket_closes_total\{code="4406"\} 2$/m);
  });
});

describe('a gateway that stops', () => {
  it('answers what is in flight, asks its clients to connect again, and does not wait for those that do not hear', async () => {
    const room = await openRoom();
    const ann = await room.guest('ann');
    const chat = await room.chat(ann);
    const [idle, busy] = [await openAcknowledged(room, ann.token), await openAcknowledged(room, ann.token)];
    const query = 'subscription ($id: ID!) { messageAdded(chatId: $id) { seq } }';
    idle.send({ type: 'subscribe', id: '1', payload: { query, variables: { id: chat } } });
    await untilStreams(room, 'messageAdded', 1);
    const deaf = await openAcknowledged(room, ann.token);
    deaf.socket.pause();
    for (let n = 0; n < 10; n += 1) busy.send({ type: 'subscribe', id: String(n), payload: ME });
    await busy.frame({ type: 'complete' });
    await room.close();
    expect([(await idle.closed()).code, (await busy.closed()).code]).toEqual([1012, 1012]);
    // What came too late to be begun is refused as something to repeat.
    const errors = busy.frames.filter(({ type }) => type === 'error').map(({ payload }) => payload);
    expect(errors).toEqual(
      errors.map(() => [expect.objectContaining({ extensions: expect.objectContaining({ code: 'SHUTTING_DOWN' }) })]),
    );
    deaf.socket.terminate();
  });
});
