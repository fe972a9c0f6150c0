import { openRedis } from '../redis/index.ts';
import { openRedisSubscriptions } from './redis-subscriptions.ts';
import { signalSchema, type AddressedSignal, type SignalBus, type Topic } from './signal-bus.ts';
import { TopicListeners } from './topic-listeners.ts';

export interface RedisSignalsOptions {
  readonly url: string;
  /** Hears of lost and failed connections, for the log. */
  readonly onError?: (error: unknown) => void;
}

const PREFIX = 'stoa:signals:';
const PUBLISH_TIMEOUT_MS = 500;

/**
 * Signals over Redis's publish and subscribe: at most once, so a connection that comes back is a gap.
 * @throws StartError where Redis cannot be reached.
 */
export async function openRedisSignals({ url, onError = () => undefined }: RedisSignalsOptions): Promise<SignalBus> {
  const listeners = new TopicListeners();
  const redis = await openRedis({ url, timeoutMs: PUBLISH_TIMEOUT_MS, onError });
  const subscriptions = await openRedisSubscriptions({
    url,
    onError,
    onGap: () => {
      listeners.tellGap();
    },
    onMessage(channel, message) {
      const signal = signalSchema.safeParse(parseJson(message));
      // What is no signal was written by a newer version; what it changed is told in words of this one, too, or new.
      if (signal.success) listeners.tell(channel.slice(PREFIX.length) as Topic, signal.data);
    },
  });

  const publish = ({ topic, signal }: AddressedSignal): Promise<unknown> =>
    redis.command((connection) => connection.publish(`${PREFIX}${topic}`, JSON.stringify(signal)));

  return {
    async announce(signals) {
      await Promise.all(signals.map(publish));
    },
    async listen(topic, listener) {
      // Also a later listener waits until the server has subscribed the topic.
      listeners.add(topic, listener);
      await subscriptions.add(`${PREFIX}${topic}`);
      return {
        stop() {
          if (listeners.remove(topic, listener)) void subscriptions.remove(`${PREFIX}${topic}`);
        },
      };
    },
    isUp: () => subscriptions.isUp(),
    async close() {
      subscriptions.close();
      await redis.close();
    },
  };
}

/** Undefined, which is no signal, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
