import type { Logger } from '../logging/index.ts';
import { createMemorySignals } from './memory-signals.ts';
import { openRedisSignals } from './redis-signals.ts';
import type { SignalBus } from './signal-bus.ts';

/** The bus that all processes share; without Redis one for this process alone. */
export async function openSignals(redisUrl: string | undefined, logger: Logger): Promise<SignalBus> {
  if (redisUrl === undefined) return createMemorySignals();
  return await openRedisSignals({
    url: redisUrl,
    onError: (error) => {
      logger.debug({ error }, 'Redis does not answer');
    },
  });
}
