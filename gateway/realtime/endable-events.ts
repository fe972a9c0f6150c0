import type { LiveEvent, LiveEvents } from '../stream.ts';

/**
 * Events that `return` ends at once: a generator alone would end only with its next event. `onEnd` runs once, also where
 * no event was ever asked for.
 */
export function endableEvents(events: AsyncGenerator<LiveEvent, void, void>, onEnd: () => void): LiveEvents {
  const { promise: ended, resolve } = Promise.withResolvers<IteratorReturnResult<undefined>>();
  let isEnded = false;
  const end = (): typeof ended => {
    if (!isEnded) {
      isEnded = true;
      onEnd();
      resolve({ done: true, value: undefined });
    }
    return ended;
  };
  const next = async (): Promise<IteratorResult<LiveEvent, void>> => {
    if (isEnded) return await ended;
    const result = await Promise.race([events.next(), ended]);
    return result.done === true ? await end() : result;
  };
  return {
    next,
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}
