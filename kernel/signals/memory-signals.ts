import type { SignalBus } from './signal-bus.ts';
import { TopicListeners } from './topic-listeners.ts';

/** Signals within one process, which holds the gateway and the subgraphs. */
export function createMemorySignals(): SignalBus {
  const listeners = new TopicListeners();
  return {
    announce(signals) {
      // Later, as from another process: who announces is done before anybody looks.
      setImmediate(() => {
        for (const { topic, signal } of signals) listeners.tell(topic, signal);
      });
      return Promise.resolve();
    },
    listen(topic, listener) {
      listeners.add(topic, listener);
      return Promise.resolve({ stop: () => void listeners.remove(topic, listener) });
    },
    isUp: () => true,
    close: () => Promise.resolve(),
  };
}
