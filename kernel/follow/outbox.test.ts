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

  it('waits for nobody where the follower is switched off', async () => {
    const alone = openOutbox(() => undefined, 60_000);
    const seq = await database.fork().transactional((em) => alone.append(em, 'PaidAccessChanged', change()));
    await alone.publish(seq);
    expect(await waiting()).toBe(0);
  });
});
