import { openRedis } from '../redis/index.ts';
import type { Cache } from './cache.ts';

export interface RedisCacheOptions {
  readonly url: string;
  /** How long an answer may take; longer than 20 ms nobody waits unless told: what is cached can be made in that time. */
  readonly timeoutMs?: number;
  /** Called when an outage begins, once however much is asked meanwhile. */
  readonly onAway?: (error: unknown) => void;
  /** Called when the first answer after an outage is there. */
  readonly onBack?: () => void;
}

const PREFIX = 'stoa:cache:';
const TIMEOUT_MS = 20;

/**
 * A cache that all processes share. What it keeps goes by itself, so that a Redis that evicts nothing is not filled by
 * it for long.
 * @throws StartError where Redis cannot be reached at the start.
 */
export async function openRedisCache(options: RedisCacheOptions): Promise<Cache> {
  const { url, timeoutMs = TIMEOUT_MS, onAway = () => undefined, onBack = () => undefined } = options;
  let isAway = false;
  const noteAway = (error: unknown): void => {
    if (!isAway) onAway(error);
    isAway = true;
  };
  const noteBack = (): void => {
    if (isAway) onBack();
    isAway = false;
  };
  const redis = await openRedis({ url, timeoutMs, onError: noteAway });

  const attempt = async <Reply>(command: Promise<Reply>): Promise<Reply | undefined> => {
    try {
      const reply = await command;
      noteBack();
      return reply;
    } catch (error) {
      noteAway(error);
      return undefined;
    }
  };

  return {
    async get(key) {
      const reply = await attempt(redis.command((connection) => connection.get(`${PREFIX}${key}`)));
      return reply?.toString() ?? undefined;
    },
    async set(key, value, ttlMs) {
      const expiration = { type: 'PX', value: Math.max(1, Math.round(ttlMs)) } as const;
      await attempt(redis.command((connection) => connection.set(`${PREFIX}${key}`, value, { expiration })));
    },
    close: () => redis.close(),
  };
}
