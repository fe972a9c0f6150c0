import { once } from 'node:events';

import { expect, vi } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';

import { PATIENT, type Room } from './open-room.ts';

export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket on which the test writes every frame itself. */
export interface Wire {
  readonly socket: WebSocket;
  /** What came, in its order. */
  readonly frames: readonly Frame[];
  send(frame: unknown): void;
  /** Resolves with the frame once it is there. */
  frame(matching: Partial<Frame>): Promise<Frame>;
  /** Resolves when the gateway has closed the socket. */
  closed(): Promise<{ readonly code: number; readonly reason: string }>;
}

export interface WireOptions extends ClientOptions {
  readonly protocols?: readonly string[];
}

export async function openWire(room: Room, { protocols = ['graphql-transport-ws'], ...options }: WireOptions = {}) {
  const socket = new WebSocket(room.socketUrl, [...protocols], options);
  const frames: Frame[] = [];
  let ending: { code: number; reason: string } | undefined;
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame));
  socket.on('close', (code, reason) => {
    ending = { code, reason: reason.toString() };
  });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  const wire: Wire = {
    socket,
    frames,
    send(frame) {
      socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
    },
    async frame(matching) {
      return await vi.waitFor(() => {
        const found = frames.find((frame) =>
          Object.entries(matching).every(([name, value]) => frame[name as keyof Frame] === value),
        );
        expect(found).toBeDefined();
        return found as Frame;
      }, PATIENT);
    },
    async closed() {
      return await vi.waitFor(() => {
        expect(ending).toBeDefined();
        return ending as { code: number; reason: string };
      }, PATIENT);
    },
  };
  return wire;
}

/** The same, already acknowledged. */
export async function openAcknowledged(room: Room, token?: string, options: WireOptions = {}): Promise<Wire> {
  const wire = await openWire(room, options);
  wire.send({
    type: 'connection_init',
    ...(token === undefined ? {} : { payload: { authorization: `Bearer ${token}` } }),
  });
  await wire.frame({ type: 'connection_ack' });
  return wire;
}
