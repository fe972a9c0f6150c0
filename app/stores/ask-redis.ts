import { connect } from 'node:net';

export interface RedisAddress {
  readonly port: number;
  readonly password: string;
}

const TIMEOUT_MS = 1_000;

/**
 * What a Redis on 127.0.0.1 replies to these commands, as it stands on the wire; empty or cut short where nothing
 * listens, or something else does. For looking whether a server is there: it opens and closes a connection.
 */
export async function askRedis({ port, password }: RedisAddress, commands: readonly string[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy());
  let reply = '';
  socket.setEncoding('utf8').on('data', (text: string) => (reply += text));
  return new Promise((resolve) => {
    // A refused or broken connection is an answer here: nobody of ours is there.
    socket.on('error', () => undefined).on('close', () => resolve(reply));
    socket.write([`AUTH ${password}`, ...commands, 'QUIT', ''].join('\r\n'));
  });
}
