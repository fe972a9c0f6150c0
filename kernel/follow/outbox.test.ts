import { setTimeout as delay } from 'node:timers/promises';

import { Migration } from '@mikro-orm/migrations';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { freshDatabase } from '../../tests/support/index.ts';
import type { SubgraphName } from '../config/index.ts';
import { openDatabase, type Database } from '../database/index.ts';
import { AppError } from '../errors/index.ts';
import { createLogger } from '../logging/index.ts';
import type { SubgraphCaller } from '../transport/index.ts';
import { createOutbox, OUTBOX_TABLE, type Outbox } from './outbox.ts';

class OutboxMigration extends Migration {
  override up(): void {
    this.addSql(OUTBOX_TABLE);
  }
}

describe('the outbox', () => {
  let database: Database;
  let outbox: Outbox;
  let isConsumerUp: boolean;
  let received: { name: string; seq: number; payload: unknown }[];
  const open: Outbox[] = [];

  const consumer: SubgraphCaller = {
    call(path, body, { viewer }) {
      if (!isConsumerUp) return Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE'));
      expect([path, viewer]).toEqual(['/events', { kind: 'service', name: 'users' }]);
      received.push(JSON.parse(body) as (typeof received)[number]);
      return Promise.resolve({ status: 200, body: '{"applied":true}' });
    },
    read: () => Promise.reject(new AppError('NOT_FOUND')),
    ready: () => Promise.resolve(),
  };

  function openOutbox(peer: (name: SubgraphName) => SubgraphCaller | undefined, sweepEveryMs: number): Outbox {
    const logger = createLogger({ service: 'test', level: 'silent' });
    const opened = createOutbox({ owner: 'users', database, logger, peer, sweepEveryMs });
    open.push(opened);
    return opened;
  }

  beforeEach(async () => {
    [isConsumerUp, received] = [true, []];
    database = await openDatabase({
      url: await freshDatabase(),
      pool: 3,
      entities: [],
      migrations: [{ name: '0001-outbox', class: OutboxMigration }],
    });
    outbox = openOutbox((name) => (name === 'processing' ? consumer : undefined), 60_000);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    await database.close();
  });

  const change = () => ({ userId: uuidv7(), paidAccess: true });
  const append = (payload = change()) =>
    database.fork().transactional((em) => outbox.append(em, 'PaidAccessChanged', payload));
  const waiting = async () => (await database.fork().execute<unknown[]>('select seq from outbox_event')).length;

  it('tells an event to whoever follows it, and then forgets it', async () => {
    const payload = change();
    const seq = await append(payload);
    await outbox.publish(seq);
    expect(received).toEqual([{ name: 'PaidAccessChanged', seq, payload }]);
    expect(await waiting()).toBe(0);
  });

  it('numbers events in the order in which they are written', async () => {
    const [first, second] = [await append(), await append()];
    expect(second).toBeGreaterThan(first);
  });

  it('says nothing of a change that was taken back', async () => {
    const failed = database.fork().transactional(async (em) => {
      await outbox.append(em, 'PaidAccessChanged', change());
      throw new Error('taken back');
    });
    await expect(failed).rejects.toThrow('taken back');
    expect(await waiting()).toBe(0);
  });

  it('keeps an event that could not be told, and tells it later by itself', async () => {
    const seq = await append();
    isConsumerUp = false;
    await expect(outbox.publish(seq)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(await waiting()).toBe(1);
    isConsumerUp = true;
    openOutbox((name) => (name === 'processing' ? consumer : undefined), 50);
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 5_000, interval: 50 });
    expect(received.map((event) => event.seq)).toEqual([seq]);
  });

  it('tells those that are there while another is away', async () => {
    const away = { ...consumer, call: () => Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE')) };
    const several = openOutbox(
      (name) => (name === 'friends' ? away : name === 'processing' ? undefined : consumer),
      60_000,
    );
    const payload = { userId: uuidv7() };
    const seq = await database.fork().transactional((em) => several.append(em, 'UserDeleted', payload));
    await expect(several.publish(seq)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(received).toEqual([
      { name: 'UserDeleted', seq, payload },
      { name: 'UserDeleted', seq, payload },
    ]);
    const [row] = await database.fork().execute<{ pending: string[] }[]>('select pending from outbox_event');
    expect(row?.pending).toEqual(['friends']);
  });

  describe('with more events for one that is away than a sweep takes', () => {
    const lines: string[] = [];
    const away = { ...consumer, call: () => Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE')) };
    const peers: Partial<Record<SubgraphName, SubgraphCaller>> = { friends: away, processing: consumer };
    beforeEach(async () => {
      lines.length = 0;
      const stuck = `insert into outbox_event (name, payload, pending, created_at)
        select 'UserDeleted', '{}', '{friends}', now() - interval '1 minute' from generate_series(1, 250)`;
      await database.fork().execute(stuck);
    });
    const sweeping = () => {
      const logger = createLogger({
        service: 'test',
        level: 'warn',
        stream: { write: (line) => void lines.push(line) },
      });
      const opened = createOutbox({ owner: 'users', database, logger, peer: (name) => peers[name], sweepEveryMs: 50 });
      open.push(opened);
      return opened;
    };

    it('tells the others all the same', async () => {
      const seq = await append();
      sweeping();
      await vi.waitFor(() => expect(received.map((event) => event.seq)).toEqual([seq]), { timeout: 5_000 });
      expect(await waiting()).toBe(250);
    });

    it('says once a sweep who is away, not once an event', async () => {
      const sweeps = sweeping();
      await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0), { timeout: 5_000 });
      await sweeps.close();
      expect(lines.length).toBeLessThan(20);
      expect(lines[0]).toContain('friends');
    });
  });

  it('closes after the sweep that is under way, however slow its consumers are', async () => {
    const slow = {
      ...consumer,
      call: () => delay(200).then(() => Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE'))),
    };
    await append();
    await database.fork().execute("update outbox_event set created_at = now() - interval '1 minute'");
    const sweeps = openOutbox((name) => (name === 'processing' ? slow : undefined), 10);
    await delay(500);
    const startedAt = performance.now();
    await sweeps.close();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('waits for nobody where the follower is switched off', async () => {
    const alone = openOutbox(() => undefined, 60_000);
    const seq = await database.fork().transactional((em) => alone.append(em, 'PaidAccessChanged', change()));
    await alone.publish(seq);
    expect(await waiting()).toBe(0);
  });
});
