import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { createMemorySignals, type AddressedSignal, type SignalBus } from '../../kernel/signals/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { someUser } from '../../tests/support/open-test-subgraph.ts';
import { createAnnouncer, type Announcer } from './announcer.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlAnnouncementRepository } from './database/sql-announcement.repository.ts';
import { openTalk, type Talk } from './talk.suite.ts';

const PATIENT = { timeout: 10_000 };

describe('what happens in chats', () => {
  let talk: Talk;
  let heard: AddressedSignal[];
  let isBusAway: boolean;
  const user = someUser();
  beforeAll(async () => {
    talk = await openTalk({ signals: listenedBus() });
  });
  beforeEach(() => {
    heard = [];
    isBusAway = false;
  });
  afterAll(() => talk.close());

  /** A bus that can be away; keeps what it carried. */
  function listenedBus(): SignalBus {
    return {
      ...createMemorySignals(),
      announce(signals) {
        if (isBusAway) return Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE'));
        heard.push(...signals);
        return Promise.resolve();
      },
    };
  }
  /** Each number once: a sweep may tell again what is being told. */
  const heardOf = (chatId: string, kind: string): readonly number[] => [
    ...new Set(
      heard.flatMap(({ topic, signal }) =>
        topic === `chat:${chatId}` && signal.kind === kind && 'seq' in signal ? [signal.seq] : [],
      ),
    ),
  ];
  const activityOf = async (viewer: UserViewer, chatId: string): Promise<number> => {
    const { data } = await talk.rooms.entities(
      { type: 'Chat', keys: [{ id: chatId }], fields: 'lastActivityAt' },
      viewer,
    );
    return Date.parse((data._entities as [{ lastActivityAt: string }])[0].lastActivityAt);
  };

  it('is signalled with the answer, and chats hears of it soon', async () => {
    const chatId = await talk.chatOf(user);
    const { id, createdAt } = await talk.say(user, chatId);
    expect(heardOf(chatId, 'message')).toEqual([1]);
    await talk.edit(user, id, 'edited');
    await talk.delete(user, id);
    expect(heardOf(chatId, 'revision')).toEqual([1, 2]);
    await vi.waitFor(async () => expect(await activityOf(user, chatId)).toBe(Date.parse(createdAt)), PATIENT);
  });

  it('is not signalled where nothing happened', async () => {
    const chatId = await talk.chatOf(user);
    const { id } = await talk.say(user, chatId, 'same');
    await talk.edit(user, id, 'same');
    await talk.edit(user, id, '');
    expect(heardOf(chatId, 'revision')).toEqual([]);
    expect(heardOf(chatId, 'message')).toEqual([1]);
  });

  it('reaches its end in signals, however many come at once', async () => {
    const chatId = await talk.chatOf(user);
    await Promise.all(Array.from({ length: 50 }, () => talk.say(user, chatId)));
    await vi.waitFor(() => expect(heardOf(chatId, 'message')).toContain(50), PATIENT);
  });

  it('goes on without a bus, and is signalled when it is back', async () => {
    const chatId = await talk.chatOf(user);
    isBusAway = true;
    const { id } = await talk.say(user, chatId);
    await talk.edit(user, id, 'edited');
    expect(heard).toEqual([]);
    isBusAway = false;
    await vi.waitFor(() => {
      expect(heardOf(chatId, 'message')).toContain(1);
      expect(heardOf(chatId, 'revision')).toContain(1);
    }, PATIENT);
  });
});

describe('an announcer', () => {
  let database: Database;
  let announcer: Announcer | undefined;
  let chatId: string;
  beforeAll(async () => {
    database = await openDatabase({ url: await freshDatabase(), pool: 2, entities: [], migrations });
  });
  beforeEach(async () => {
    chatId = crypto.randomUUID();
    const em = database.fork();
    await em.execute('insert into chat_counter (chat_id, last_seq, last_revision) values (?, 2, 3)', [chatId]);
    await em.execute(
      `insert into message (id, chat_id, seq, client_message_id, text, created_at)
       select gen_random_uuid(), ?, seq, seq::text, 'hello', now() from generate_series(1, 2) as seq`,
      [chatId],
    );
  });
  afterEach(() => announcer?.close());
  afterAll(() => database.close());

  interface Neighbours {
    readonly signals: AddressedSignal[][];
    readonly told: { readonly chatId: string; readonly lastSeq: number }[][];
    readonly lines: string[];
    tries: number;
    areChatsAway: boolean;
    isBusAway: boolean;
  }
  const start = (areChatsAway = false): Neighbours => {
    const seen: Neighbours = { signals: [], told: [], lines: [], tries: 0, areChatsAway, isBusAway: false };
    announcer = createAnnouncer({
      stored: new SqlAnnouncementRepository(() => database.fork()),
      signals: {
        announce: (signals) =>
          seen.isBusAway && signals.length > 0
            ? Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE'))
            : Promise.resolve(void seen.signals.push([...signals])),
      },
      tellChats(chats) {
        seen.tries++;
        return seen.areChatsAway
          ? Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE'))
          : Promise.resolve(void seen.told.push([...chats]));
      },
      logger: createLogger({
        service: 'test',
        level: 'debug',
        stream: { write: (line) => void seen.lines.push(line) },
      }),
      sweepEveryMs: 20,
    });
    return seen;
  };
  const row = async () => {
    const [found] = await database
      .fork()
      .execute<object[]>(
        'select is_behind, signalled_seq, signalled_revision, told_seq from chat_counter where chat_id = ?',
        [chatId],
      );
    return found;
  };

  it('tells what a process that ended after the commit has not', async () => {
    const seen = start();
    await vi.waitFor(async () => expect(await row()).toMatchObject({ is_behind: false }), PATIENT);
    expect(seen.signals.flat()).toEqual([
      { topic: `chat:${chatId}`, signal: { kind: 'message', seq: 2 } },
      { topic: `chat:${chatId}`, signal: { kind: 'revision', seq: 3 } },
    ]);
    expect(seen.told).toMatchObject([[{ chatId, lastSeq: 2 }]]);
    expect(await row()).toEqual({ is_behind: false, signalled_seq: 2, signalled_revision: 3, told_seq: 2 });
  });

  it('tells chats when it is back, signals meanwhile, and logs the outage once', async () => {
    const seen = start(true);
    await vi.waitFor(async () => expect(await row()).toMatchObject({ signalled_seq: 2, told_seq: 0 }), PATIENT);
    for (let seq = 3; seq < 30; seq++) announcer?.sent({ chatId, seq, createdAt: new Date() });
    await vi.waitFor(() => expect(seen.signals.length).toBeGreaterThan(1), PATIENT);
    seen.areChatsAway = false;
    await vi.waitFor(() => expect(seen.told.flat()).toContainEqual(expect.objectContaining({ chatId })), PATIENT);
    await vi.waitFor(() => expect(seen.lines).toHaveLength(2), PATIENT);
    expect(seen.lines[0]).toContain('SUBGRAPH_UNAVAILABLE');
    expect(seen.lines[1]).toContain('works again');
  });

  it('does not take for recovery that there was nothing to signal', async () => {
    const seen = start(true);
    await vi.waitFor(async () => expect(await row()).toMatchObject({ signalled_seq: 2, told_seq: 0 }), PATIENT);
    seen.isBusAway = true;
    announcer?.sent({ chatId: crypto.randomUUID(), seq: 1, createdAt: new Date() });
    await vi.waitFor(() => expect(seen.lines).toHaveLength(2), PATIENT);
    const before = seen.tries;
    await vi.waitFor(() => expect(seen.tries).toBeGreaterThan(before + 2), PATIENT);
    expect(seen.lines.filter((line) => line.includes('works again'))).toEqual([]);
  });

  it('merges what chats is told, and keeps the newest', async () => {
    const seen = start();
    const at = (seq: number) => new Date(1_000 * seq);
    for (const seq of [3, 4, 7, 6, 5]) announcer?.sent({ chatId, seq, createdAt: at(seq) });
    announcer?.revised({ chatId, revision: 9 });
    await vi.waitFor(
      () => expect(seen.told.flat()).toContainEqual({ chatId, lastSeq: 7, at: at(7).toISOString() }),
      PATIENT,
    );
    const reached = seen.signals.flat().flatMap(({ signal }) => ('seq' in signal ? [signal.seq] : []));
    expect(Math.max(...reached)).toBe(9);
    expect(seen.signals.length).toBeLessThan(6);
  });
});
