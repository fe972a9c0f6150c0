import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** The bytes of one command, in which a number of fixed width is written anew for every call. */
export interface CommandTemplate {
  readonly bytes: Buffer;
  /** Where the number stands; it has as many digits as `NUMBER`. */
  readonly numberAt: readonly number[];
}

/** Stands for the number in the words of a command. */
export const NUMBER = '#########';

const CONNECTIONS = 50;
const BATCH = 16;
const MARK = 'end-of-batch';
const MARKED = Buffer.from(`$${MARK.length}\r\n${MARK}\r\n`);

export function commandTemplate(words: readonly (string | Buffer)[]): CommandTemplate {
  const bytes = encode(words);
  const numberAt: number[] = [];
  for (let at = bytes.indexOf(NUMBER); at >= 0; at = bytes.indexOf(NUMBER, at + 1)) numberAt.push(at);
  return { bytes, numberAt };
}

/**
 * Sends one command over and over in batches, without a client library in between: what is measured is the server.
 */
export async function runPipelined(url: string, template: CommandTemplate, forMs: number): Promise<void> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => openSocket(new URL(url))));
  const startedAt = performance.now();
  let sent = 0;
  const sendUntilOver = async (socket: Socket): Promise<void> => {
    const batch = batchOf(template);
    while (performance.now() - startedAt < forMs) {
      number(batch, template, sent);
      sent += BATCH;
      await exchange(socket, batch);
    }
  };
  await Promise.all(sockets.map(sendUntilOver));
  for (const socket of sockets) socket.destroy();
}

function batchOf({ bytes }: CommandTemplate): Buffer {
  return Buffer.concat([...Array.from({ length: BATCH }, () => bytes), encode(['ECHO', MARK])]);
}

function number(batch: Buffer, { bytes, numberAt }: CommandTemplate, first: number): void {
  for (let index = 0; index < BATCH; index += 1) {
    const digits = String(first + index).padStart(NUMBER.length, '0');
    for (const at of numberAt) batch.write(digits, index * bytes.length + at, 'latin1');
  }
}

/** Writes what is given, and waits for the reply to the mark at its end. */
function exchange(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let tail: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      tail = chunk.length >= MARKED.length ? chunk : Buffer.concat([tail, chunk]);
      if (!tail.subarray(-MARKED.length).equals(MARKED)) return;
      socket.off('data', take).off('error', reject);
      resolve();
    };
    socket.on('data', take).once('error', reject);
    socket.write(bytes);
  });
}

async function openSocket({ hostname, port, password }: URL): Promise<Socket> {
  const socket = connect(Number(port), hostname).setNoDelay();
  await once(socket, 'connect');
  await exchange(socket, Buffer.concat([encode(['AUTH', password]), encode(['ECHO', MARK])]));
  return socket;
}

function encode(words: readonly (string | Buffer)[]): Buffer {
  const parts = words.map((word) => Buffer.from(word));
  return Buffer.concat([
    Buffer.from(`*${parts.length}\r\n`),
    ...parts.flatMap((part) => [Buffer.from(`$${part.length}\r\n`), part, Buffer.from('\r\n')]),
  ]);
}
