import { createClient, ErrorReply, RESP_TYPES } from 'redis';

import { StartError } from '../lifecycle/index.ts';
import type { RedisScript } from './redis-script.ts';
import { createDeadline, RedisUnavailable } from './deadline.ts';

export interface RedisOptions {
  /** `redis[s]://[[user][:password]@]host[:port][/database]` */
  readonly url: string;
  /** How long a command may take. A server that takes longer is left alone until it answers a ping. */
  readonly timeoutMs?: number;
  /** How long the first connection may take. */
  readonly connectTimeoutMs?: number;
  /** Hears of lost and failed connections, for the log. */
  readonly onError?: (error: unknown) => void;
}

export interface ScriptCall {
  /** Every key the script touches. */
  readonly keys: readonly string[];
  readonly args: readonly (string | Buffer)[];
}

/** The client as callers of `command` see it: strings are answered as buffers. */
export type RedisConnection = ReturnType<typeof withBuffers>;

export interface Redis {
  /** Runs a script by its hash in one round trip; its source is sent only where the server does not know it. */
  run<Reply>(script: RedisScript<Reply>, call: ScriptCall): Promise<Reply>;
  /** Sends any other command under the same deadline. */
  command<Reply>(send: (connection: RedisConnection) => Promise<Reply>): Promise<Reply>;
  /** Rejects with `RedisUnavailable` while the server is away, for readiness. */
  ready(): Promise<void>;
  /** Waits for the commands already sent, up to their deadline, then closes the connection. */
  close(): Promise<void>;
}

const RECONNECT_AFTER_MS = 50;
const RECONNECT_JITTER_MS = 150;
/** A server that leaves a ping unanswered for so long is connected to anew. */
const STALL_MS = 1_000;

/**
 * Opens one connection. It pipelines by itself, so callers share it: many connections are slower
 * than one. A command is never queued while the server is away; it rejects with
 * `RedisUnavailable`, at once or after `timeoutMs`, and may have been carried out all the same.
 *
 * Rejects with a `StartError` when the server cannot be reached, or when it would evict keys as
 * its memory runs out: an evicted counter is a wrong decision that nobody sees.
 */
export async function openRedis(options: RedisOptions): Promise<Redis> {
  const { url, timeoutMs = 50, connectTimeoutMs = 5_000, onError } = options;
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: () => RECONNECT_AFTER_MS + Math.random() * RECONNECT_JITTER_MS,
    },
  });
  client.on('error', (error: unknown) => onError?.(error));
  const connection = withBuffers(client);
  const deadline = createDeadline(timeoutMs, () => void awaitPing());
  let stalled = false;

  try {
    const { watch } = createDeadline(connectTimeoutMs);
    await watch(client.connect());
    refuseEviction(await watch(client.info('memory')));
  } catch (error) {
    if (client.isOpen) client.destroy();
    if (error instanceof StartError) throw error;
    throw new StartError(`Redis cannot be reached (${String(error)}). Start it, or correct its address.`);
  }

  const isConnected = (): boolean => client.isReady;

  /** Holds commands back until the server answers a ping; connects anew where it does not. */
  async function awaitPing(): Promise<void> {
    if (stalled || !isConnected()) return;
    stalled = true;
    try {
      await createDeadline(STALL_MS).watch(client.ping());
    } catch (error) {
      onError?.(error);
      if (error instanceof RedisUnavailable && isConnected()) reconnect();
    } finally {
      stalled = false;
    }
  }

  function reconnect(): void {
    client.destroy();
    client.connect().catch((error: unknown) => onError?.(error));
  }

  function command<Reply>(send: (connection: RedisConnection) => Promise<Reply>): Promise<Reply> {
    if (stalled || !isConnected()) return Promise.reject(new RedisUnavailable('Redis is away'));
    return deadline.watch(send(connection)).catch(throwWhatItIs);
  }

  function runAs(words: readonly string[], { keys, args }: ScriptCall): Promise<unknown> {
    const call = [...words, String(keys.length), ...keys, ...args];
    return command(() => client.sendCommand<unknown>(call, AS_BUFFERS));
  }

  return {
    command,
    run(script, call) {
      return runAs(['EVALSHA', script.sha], call).then(script.decode, async (error: unknown) => {
        if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT'))) throw error;
        return script.decode(await runAs(['EVAL', script.source], call));
      });
    },
    async ready() {
      await command((redis) => redis.ping());
    },
    async close() {
      await deadline.settled();
      if (client.isOpen) client.destroy();
    },
  };
}

const AS_BUFFERS = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } } as const;

/** What the server says against a command is passed on; all else is the server being away. */
function throwWhatItIs(error: unknown): never {
  if (error instanceof ErrorReply || error instanceof RedisUnavailable) throw error;
  throw new RedisUnavailable('Redis went away', { cause: error });
}

function withBuffers(client: ReturnType<typeof createClient>) {
  return client.withTypeMapping(AS_BUFFERS.typeMapping);
}

function refuseEviction(memoryInfo: string): void {
  const policy = /^maxmemory_policy:(\S+)/m.exec(memoryInfo)?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  throw new StartError(
    `Redis may evict keys (maxmemory-policy is ${policy}), and with them quotas. Set maxmemory-policy to noeviction.`,
  );
}
