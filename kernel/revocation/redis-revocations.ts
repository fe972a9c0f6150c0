import { openRedis, type Redis } from '../redis/index.ts';
import { followStream } from './follow-stream.ts';
import { revocationSchema, type Follower, type Revocation, type RevocationFeed } from './revocation-feed.ts';

export interface RedisRevocationsOptions {
  readonly url: string;
  /** How long a revocation may matter; what is older leaves the stream. */
  readonly keepMs: number;
  /** Hears of lost and failed connections, for the log. */
  readonly onError?: (error: unknown) => void;
}

const STREAM = 'stoa:revocations';
const CONFIRMED = 'stoa:revocations:life';
const COMMAND_TIMEOUT_MS = 500;
/** Clocks of the machines may differ. */
const MARGIN_MS = 600_000;

/**
 * Revocations in a Redis stream. Followers wait in a blocking read on a connection of their own; after a break they go
 * on where they were. The life of the store is a run of the server: after a restart the last second may be lost.
 * @throws StartError where Redis cannot be reached.
 */
export async function openRedisRevocations(options: RedisRevocationsOptions): Promise<RevocationFeed> {
  const { url, keepMs, onError } = options;
  const connect = { url, ...(onError === undefined ? {} : { onError }) };
  const redis = await openRedis({ ...connect, timeoutMs: COMMAND_TIMEOUT_MS });
  const followings = new Set<{ stop(): Promise<void> }>();

  const announceOne = async (revocation: Revocation): Promise<void> => {
    const oldest = String(Date.now() - keepMs - MARGIN_MS);
    const entry = JSON.stringify(revocation);
    await redis.command((connection) =>
      connection.sendCommand(['XADD', STREAM, 'MINID', '~', oldest, '*', 'revocation', entry]),
    );
  };

  return {
    async announce(revocations) {
      await Promise.all(revocations.map(announceOne));
    },
    async follow(follower) {
      const following = await followStream({ ...connect, stream: STREAM }, tellTo(follower));
      followings.add(following);
      return following;
    },
    async unconfirmedLife() {
      const [life, confirmed] = await Promise.all([runOf(redis), redis.command((redis_) => redis_.get(CONFIRMED))]);
      return confirmed?.toString() === life ? undefined : life;
    },
    async confirmLife(life) {
      await redis.command((connection) => connection.set(CONFIRMED, life));
    },
    async close() {
      await Promise.all([...followings].map((following) => following.stop()));
      await redis.close();
    },
  };
}

/** What is in the stream and is no revocation was written by a newer version; it concerns what that version issues. */
function tellTo({ onRevocation, onState }: Follower) {
  return {
    onEntry(text: string): void {
      const result = revocationSchema.safeParse(parseJson(text));
      if (result.success) onRevocation(result.data);
    },
    onState,
  };
}

/** Undefined, which is no revocation, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function runOf(redis: Redis): Promise<string> {
  const info = await redis.command((connection) => connection.info('server'));
  return /^run_id:(\w+)/m.exec(info)?.[1] ?? '';
}
