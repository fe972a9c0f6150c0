import type { Logger } from '../../kernel/logging/index.ts';
import { createMemoryTyping } from './memory-typing.ts';
import { openRedisTyping } from './redis-typing.ts';
import type { TypingBoard } from './repositories/typing.repository.ts';

/** The board that all processes share; without Redis one for this process alone. */
export async function openTyping(redisUrl: string | undefined, logger: Logger): Promise<TypingBoard> {
  if (redisUrl === undefined) return createMemoryTyping();
  return await openRedisTyping({
    url: redisUrl,
    onError: (error) => {
      logger.debug({ error }, 'Redis does not answer; who types is not known');
    },
  });
}
