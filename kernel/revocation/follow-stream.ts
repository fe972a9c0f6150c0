import { setTimeout as delay } from 'node:timers/promises';

import { openRedis, type Redis, type RedisOptions } from '../redis/index.ts';
import type { Following } from './revocation-feed.ts';

export interface StreamOptions extends Pick<RedisOptions, 'url' | 'onError'> {
  readonly stream: string;
}

export interface EntryFollower {
  onEntry(text: string): void;
  onState?: ((isUp: boolean) => void) | undefined;
}

/** So long a read waits in the server; short, so that a dead connection is noticed, and a stop need not wait. */
const BLOCK_MS = 250;
const READ_TIMEOUT_MS = 900;
const RETRY_MS = 50;
const BATCH = '1000';
const BEGINNING = '0-0';

/**
 * Reads a stream from its beginning and then for ever, on a connection of its own. Resolves when all that was there
 * has been told. After a break it goes on where it was, or from the beginning where the stream is another one.
 */
export async function followStream(
  { stream, ...connect }: StreamOptions,
  { onEntry, onState }: EntryFollower,
): Promise<Following> {
  const redis = await openRedis({ ...connect, timeoutMs: READ_TIMEOUT_MS });
  let last = BEGINNING;
  let isUp = true;
  let isStopped = false;

  const setUp = (next: boolean): void => {
    if (next === isUp) return;
    isUp = next;
    onState?.(next);
  };

  /** @returns whether there may be more at once. */
  async function read(...block: readonly string[]): Promise<boolean> {
    const entries = entriesOf(
      await redis.command((connection) =>
        connection.sendCommand(['XREAD', 'COUNT', BATCH, ...block, 'STREAMS', stream, last]),
      ),
    );
    for (const { id, text } of entries) {
      onEntry(text);
      last = id;
    }
    return entries.length > 0;
  }

  async function readForEver(): Promise<void> {
    while (!isStopped) {
      try {
        if (!isUp) last = await placeToGoOn(redis, stream, last);
        await read('BLOCK', String(BLOCK_MS));
        setUp(true);
      } catch {
        setUp(false);
        await delay(RETRY_MS);
      }
    }
  }

  try {
    while (await read());
  } catch (error) {
    await redis.close();
    throw error;
  }
  const reading = readForEver();

  return {
    isUp: () => isUp,
    async stop() {
      isStopped = true;
      await reading;
      await redis.close();
    },
  };
}

/** A store that came up empty numbers anew; where its numbers are behind ours, its entries are others. */
async function placeToGoOn(redis: Redis, stream: string, last: string): Promise<string> {
  const newest = entriesOf([
    [
      stream,
      await redis.command((connection) => connection.sendCommand(['XREVRANGE', stream, '+', '-', 'COUNT', '1'])),
    ],
  ])[0]?.id;
  return newest !== undefined && isBefore(newest, last) ? BEGINNING : last;
}

function isBefore(a: string, b: string): boolean {
  const [[aTime = 0, aPlace = 0], [bTime = 0, bPlace = 0]] = [a.split('-').map(Number), b.split('-').map(Number)];
  return aTime < bTime || (aTime === bTime && aPlace < bPlace);
}

type RawEntry = readonly [id: unknown, fields: readonly unknown[]];

/** Of one stream, from the raw answer of XREAD: `[[name, [[id, [field, value]], …]]]` or null. */
function entriesOf(raw: unknown): readonly { readonly id: string; readonly text: string }[] {
  const [stream] = (raw ?? []) as readonly (readonly [unknown, readonly RawEntry[]])[];
  return (stream?.[1] ?? []).map(([id, fields]) => ({ id: String(id), text: String(fields[1]) }));
}
