import { createClient } from 'redis';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { describeRedis, startRedis, type TestRedis } from '../../tests/support/index.ts';
import { createMemoryTyping } from './memory-typing.ts';
import { openRedisTyping } from './redis-typing.ts';
import { describeTyping } from './typing.suite.ts';

describe('who types, within one process', () => {
  describeTyping((times) => Promise.resolve(createMemoryTyping(times)));
});

describeRedis('who types, over Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  describe('seen from one process', () => {
    describeTyping((times) => openRedisTyping({ url: redis.url, ...times }));
  });

  it('is the same for all processes, and leaves nothing that stays', async () => {
    const [here, there] = [await openRedisTyping({ url: redis.url }), await openRedisTyping({ url: redis.url })];
    const [chatId, ada] = [uuidv7(), uuidv7()];
    await here.note({ chatId, userId: ada, isTyping: true });
    expect(await there.note({ chatId, userId: ada, isTyping: true })).toBeUndefined();
    expect(await there.of(chatId)).toEqual([ada]);
    const watcher = await createClient({ url: redis.url }).connect();
    const keys = await watcher.keys('stoa:typing:*');
    expect(keys).not.toEqual([]);
    for (const key of keys) expect(await watcher.pTTL(key)).toBeGreaterThan(0);
    watcher.destroy();
    await Promise.all([here.close(), there.close()]);
  });

  it('is nobody while the server is away', async () => {
    const onError = vi.fn();
    const board = await openRedisTyping({ url: redis.url, onError });
    const chatId = uuidv7();
    await redis.kill();
    expect(await board.note({ chatId, userId: uuidv7(), isTyping: true })).toBeUndefined();
    expect(await board.of(chatId)).toEqual([]);
    expect(onError).toHaveBeenCalled();
    await board.close();
  });
});
