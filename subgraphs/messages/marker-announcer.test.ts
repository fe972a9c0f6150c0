import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { RedisUnavailable } from '../../kernel/redis/index.ts';
import type { AddressedSignal } from '../../kernel/signals/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlMarkerAnnouncementRepository } from './database/sql-marker-announcement.repository.ts';
import { createMarkerAnnouncer, type MarkerAnnouncer } from './marker-announcer.ts';

const PATIENCE = { timeout: 10_000 };

describe('the announcer of read markers', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase({ url: await freshDatabase(), pool: 5, entities: [], migrations });
  });
  afterAll(() => database.close());

  const lines: string[] = [];
  let heard: AddressedSignal[] = [];
  let isBusUp = true;
  let announcer: MarkerAnnouncer;
  beforeEach(() => {
    lines.length = 0;
    heard = [];
    isBusUp = true;
    announcer = open();
  });
  afterEach(() => announcer.close());

  const open = (): MarkerAnnouncer =>
    createMarkerAnnouncer({
      stored: new SqlMarkerAnnouncementRepository(database),
      signals: {
        announce(signals) {
          if (!isBusUp) return Promise.reject(new RedisUnavailable('the bus is away'));
          heard.push(...signals);
          return Promise.resolve();
        },
      },
      logger: createLogger({
        service: 'test',
        level: 'info',
        stream: { write: (line) => void lines.push(line) },
      }),
    });
  const moveIn = async (chatId: string, version: number): Promise<void> => {
    const em = database.fork();
    await em.execute('insert into chat_counter (chat_id, last_seq) values (?, 9) on conflict do nothing', [chatId]);
    await em.execute(
      'insert into marker_counter (chat_id, last_version) values (?, ?) on conflict (chat_id) do update set last_version = excluded.last_version',
      [chatId, version],
    );
  };
  const announcedIn = async (chatId: string): Promise<number | undefined> => {
    const [row] = await database
      .fork()
      .execute<{ announced_version: number }[]>('select announced_version from marker_counter where chat_id = ?', [
        chatId,
      ]);
    return row?.announced_version;
  };
  const signalOf = (chatId: string, seq: number) => ({ topic: `chat:${chatId}`, signal: { kind: 'marker', seq } });

  it('tells of a move at once, and marks it as told', async () => {
    const chatId = crypto.randomUUID();
    await moveIn(chatId, 1);
    announcer.tellMoved(chatId, 1);
    expect(heard).toEqual([signalOf(chatId, 1)]);
    await vi.waitFor(async () => {
      expect(await announcedIn(chatId)).toBe(1);
    }, PATIENCE);
  });

  it('finds what a process left behind that ended between its commit and the announcement', async () => {
    const chatId = crypto.randomUUID();
    await moveIn(chatId, 4);
    await vi.waitFor(async () => {
      expect(heard).toContainEqual(signalOf(chatId, 4));
      expect(await announcedIn(chatId)).toBe(4);
    }, PATIENCE);
  });

  it('tells again what the bus did not take, and logs an outage once', async () => {
    const chatIds = Array.from({ length: 10 }, () => crypto.randomUUID());
    isBusUp = false;
    for (const chatId of chatIds) {
      await moveIn(chatId, 1);
      announcer.tellMoved(chatId, 1);
    }
    await vi.waitFor(() => {
      expect(lines).toHaveLength(1);
    }, PATIENCE);
    isBusUp = true;
    await vi.waitFor(async () => {
      for (const chatId of chatIds) expect(await announcedIn(chatId)).toBe(1);
    }, PATIENCE);
    expect(heard).toEqual(expect.arrayContaining(chatIds.map((chatId) => signalOf(chatId, 1))));
    expect(lines).toHaveLength(2);
  });

  it('never marks more than it told, nor takes back what another told', async () => {
    const chatId = crypto.randomUUID();
    await moveIn(chatId, 5);
    const stored = new SqlMarkerAnnouncementRepository(database);
    await stored.markAnnounced([{ chatId, version: 5 }]);
    await stored.markAnnounced([{ chatId, version: 2 }]);
    expect(await announcedIn(chatId)).toBe(5);
  });

  it('works beside others that mark the same chats', async () => {
    const versions = Array.from({ length: 50 }, () => ({ chatId: crypto.randomUUID(), version: 1 }));
    for (const { chatId } of versions) await moveIn(chatId, 1);
    const stored = new SqlMarkerAnnouncementRepository(database);
    const orders = [versions, versions.toReversed(), versions, versions.toReversed()];
    await Promise.all(orders.map((order) => stored.markAnnounced(order)));
    for (const { chatId } of versions) expect(await announcedIn(chatId)).toBe(1);
  });
});
