import type { LiveEvent, LiveEvents } from '../stream.ts';

const DONE = { done: true, value: undefined } as const;

/**
 * Events that `return` ends at once: a generator alone would end only with its next event. `onEnd` runs once, also where
 * no event was ever asked for. They are asked for one at a time.
 */
export function endableEvents(events: AsyncGenerator<LiveEvent, void, void>, onEnd: () => void): LiveEvents {
  let isEnded = false;
  let onEnded = (): void => undefined;
  const end = (): Promise<typeof DONE> => {
    if (!isEnded) {
      isEnded = true;
      onEnd();
      onEnded();
    }
    return Promise.resolve(DONE);
  };
  const next = async (): Promise<IteratorResult<LiveEvent, void>> => {
    if (isEnded) return DONE;
    // A promise for each event: one that lasts as long as the stream would keep every event that raced with it.
    const ended = new Promise<typeof DONE>((resolve) => {
      onEnded = () => resolve(DONE);
    });
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
