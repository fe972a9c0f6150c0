import { defineScript, openRedis, type Redis } from '../../kernel/redis/index.ts';
import type { TypingTimes } from './memory-typing.ts';
import { MOST_SHOWN_TYPING, TYPING_MS, TYPING_REFRESH_MS, type TypingBoard } from './repositories/typing.repository.ts';

export interface RedisTypingOptions extends TypingTimes {
  readonly url: string;
  /** Hears of lost connections and of what could not be noted or read, for the log. */
  readonly onError?: (error: unknown) => void;
}

const NOTE = defineScript([new URL('./note-typing.lua', import.meta.url)], (reply) =>
  Buffer.isBuffer(reply) ? Number(reply.toString()) : undefined,
);
const WHO = defineScript([new URL('./who-is-typing.lua', import.meta.url)], (reply) =>
  Array.isArray(reply) ? reply.map(String) : [],
);

/**
 * Who types, over all processes. A set of a chat goes by itself with the last who typed.
 * @throws StartError where Redis cannot be reached at the start.
 */
export async function openRedisTyping(options: RedisTypingOptions): Promise<TypingBoard> {
  const { url, typingMs = TYPING_MS, refreshMs = TYPING_REFRESH_MS, onError = () => undefined } = options;
  const redis: Redis = await openRedis({ url, onError });
  const keyOf = (chatId: string): string => `stoa:typing:${chatId}`;

  const attempt = async <Reply>(work: Promise<Reply>): Promise<Reply | undefined> => {
    try {
      return await work;
    } catch (error) {
      onError(error);
      return undefined;
    }
  };

  return {
    note({ chatId, userId, isTyping }) {
      const args = [userId, isTyping ? '1' : '0', String(typingMs), String(refreshMs)];
      return attempt(redis.run(NOTE, { keys: [keyOf(chatId)], args }));
    },
    async of(chatId) {
      const users = await attempt(redis.run(WHO, { keys: [keyOf(chatId)], args: [String(MOST_SHOWN_TYPING)] }));
      return users ?? [];
    },
    close: () => redis.close(),
  };
}
