import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClient } from 'redis';

import { describeRedis, startRedis, type TestRedis } from '../../tests/support/index.ts';
import { openRedisSignals } from './redis-signals.ts';
import { describeSignalBus, record } from './signal-bus.suite.ts';

describeRedis('signals over Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  describe('between two processes', () => {
    describeSignalBus(() => Promise.all([openRedisSignals({ url: redis.url }), openRedisSignals({ url: redis.url })]));
  });

  it('subscribes once for all listeners of a topic, and not at all after the last', async () => {
    const bus = await openRedisSignals({ url: redis.url });
    const watcher = await createClient({ url: redis.url }).connect();
    const subscriptions = async () => (await watcher.pubSubNumSub(['stoa:signals:chat:one']))['stoa:signals:chat:one'];
    const listenings = await Promise.all(Array.from({ length: 50 }, () => bus.listen('chat:one', record())));
    expect(await subscriptions()).toBe(1);
    for (const listening of listenings) listening.stop();
    await vi.waitFor(async () => {
      expect(await subscriptions()).toBe(0);
    });
    watcher.destroy();
    await bus.close();
  });

  it('tells of a gap after the server was away, and hears again what is announced from then on', async () => {
    const bus = await openRedisSignals({ url: redis.url });
    const [before, during] = [record(), record()];
    await bus.listen('chat:one', before);
    await redis.kill();
    await vi.waitFor(() => {
      expect(bus.isUp()).toBe(false);
    });
    await expect(bus.announce([{ topic: 'chat:one', signal: { kind: 'chat', seq: 1 } }])).rejects.toThrow('Redis');
    await bus.listen('chat:two', during);
    await redis.restart();
    await vi.waitFor(
      () => {
        expect([before.gaps, during.gaps, bus.isUp()]).toEqual([1, 1, true]);
      },
      { timeout: 5_000 },
    );
    await vi.waitFor(() =>
      bus.announce(
        (['chat:one', 'chat:two'] as const).map((topic) => ({ topic, signal: { kind: 'chat', seq: 2 } as const })),
      ),
    );
    await vi.waitFor(() => {
      expect([before.heard, during.heard]).toEqual([[{ kind: 'chat', seq: 2 }], [{ kind: 'chat', seq: 2 }]]);
    });
    await bus.close();
  });

  it('lets listeners come and go while the server is silent, and tells of the gap when it speaks again', async () => {
    const bus = await openRedisSignals({ url: redis.url });
    const [before, during] = [record(), record()];
    await bus.listen('chat:one', before);
    const stalled = redis.stall();
    try {
      await bus.listen('chat:two', during);
      const passing = await bus.listen('chat:three', record());
      passing.stop();
      expect(bus.isUp()).toBe(false);
    } finally {
      stalled.go();
    }
    await vi.waitFor(
      () => {
        expect([before.gaps, during.gaps, bus.isUp()]).toEqual([1, 1, true]);
      },
      { timeout: 10_000 },
    );
    await bus.announce([{ topic: 'chat:two', signal: { kind: 'chat', seq: 2 } }]);
    await vi.waitFor(() => {
      expect(during.heard).toEqual([{ kind: 'chat', seq: 2 }]);
    });
    await bus.close();
  });

  it('passes over what is no signal', async () => {
    const bus = await openRedisSignals({ url: redis.url });
    const listener = record();
    await bus.listen('chat:one', listener);
    const stranger = await createClient({ url: redis.url }).connect();
    for (const text of ['', 'hello', '[]', '{"kind":"message"}', '{"kind":"later","seq":1}', '\u0000'])
      await stranger.publish('stoa:signals:chat:one', text);
    await stranger.publish('stoa:signals:chat:one', '{"kind":"message","seq":7}');
    await vi.waitFor(() => {
      expect(listener.heard).toEqual([{ kind: 'message', seq: 7 }]);
    });
    stranger.destroy();
    await bus.close();
  });
});
