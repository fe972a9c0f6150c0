import { createClient } from 'redis';

export interface SubscriptionsOptions {
  readonly url: string;
  readonly onMessage: (channel: string, message: string) => void;
  /** Called when messages may have been missed, after all channels are subscribed again. */
  readonly onGap: () => void;
  readonly onError: (error: unknown) => void;
}

/** The channels that a process is subscribed to, on a connection of its own. */
export interface RedisSubscriptions {
  /** Resolves when the server has subscribed the channel, or at once while it is away: the return of it is a gap. */
  add(channel: string): Promise<void>;
  remove(channel: string): Promise<void>;
  isUp(): boolean;
  close(): void;
}

/** A silent connection is asked this often whether it lives, and given up after this long. */
const PING_MS = 1_000;
const SILENCE_MS = 2_500;
const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_AFTER_MS = 50;
const RECONNECT_JITTER_MS = 150;

/** Keeps the channels subscribed over breaks of the connection. Rejects where the first connection fails. */
export async function openRedisSubscriptions(options: SubscriptionsOptions): Promise<RedisSubscriptions> {
  const { url, onGap, onError, onMessage } = options;
  const wanted = new Set<string>();
  const tell = (message: string, channel: string): void => {
    onMessage(channel, message);
  };
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: () => RECONNECT_AFTER_MS + Math.random() * RECONNECT_JITTER_MS,
    },
  });
  client.on('error', onError);
  let isFirst = true;
  let isSubscribed = true;

  /** The steps of one channel come one after the other, and do what is wanted by then. */
  const steps = new Map<string, Promise<void>>();
  const settle = (channel: string): Promise<void> => {
    const step = (steps.get(channel) ?? Promise.resolve()).then(async () => {
      if (!client.isReady) return;
      await (wanted.has(channel) ? client.subscribe(channel, tell) : client.unsubscribe(channel, tell)).catch(onError);
    });
    steps.set(channel, step);
    return step.then(() => {
      if (steps.get(channel) === step) steps.delete(channel);
    });
  };

  client.on('error', () => {
    isSubscribed = false;
  });
  client.on('ready', () => {
    if (isFirst) return;
    void Promise.all([...wanted].map(settle)).then(() => {
      if (!client.isReady) return;
      isSubscribed = true;
      onGap();
    });
  });
  await client.connect();
  isFirst = false;

  return {
    async add(channel) {
      wanted.add(channel);
      await settle(channel);
    },
    async remove(channel) {
      wanted.delete(channel);
      await settle(channel);
    },
    isUp: () => client.isReady && isSubscribed,
    close() {
      if (client.isOpen) client.destroy();
    },
  };
}
