import { once } from 'node:events';

import { WebSocket } from 'ws';

/** One user on one socket who hears what is said in a chat. */
export interface Listener {
  /** When the message with this text arrived, by `performance.now()`. */
  heardAt(text: string): number | undefined;
  close(): void;
}

const SUBSCRIPTION = 'subscription ($chatId: ID!) { messageAdded(chatId: $chatId) { seq text } }';

interface Frame {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly messageAdded?: { readonly text: string } } };
}

/** Over when the socket is acknowledged and has asked for the messages of the chat. */
export async function listenTo(gatewayUrl: string, { chatId, token }: Listening): Promise<Listener> {
  const socket = new WebSocket(`${gatewayUrl.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  const send = (frame: object): void => {
    socket.send(JSON.stringify(frame));
  };
  send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await once(socket, 'message');
  const heard = new Map<string, number>();
  socket.on('message', (bytes: Buffer) => {
    const now = performance.now();
    const frame = JSON.parse(bytes.toString()) as Frame;
    if (frame.type === 'ping') send({ type: 'pong' });
    const text = frame.payload?.data?.messageAdded?.text;
    if (text !== undefined) heard.set(text, now);
    else if (frame.type === 'error' || frame.type === 'next') throw new Error(`the stream failed: ${bytes.toString()}`);
  });
  send({ id: '1', type: 'subscribe', payload: { query: SUBSCRIPTION, variables: { chatId } } });
  return {
    heardAt: (text) => heard.get(text),
    close() {
      socket.terminate();
    },
  };
}

export interface Listening {
  readonly chatId: string;
  readonly token: string;
}
