import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { JobWorker } from '../../kernel/jobs/index.ts';
import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { countStatements, someUser } from '../../tests/support/open-test-subgraph.ts';
import { SqlKitchenRepository } from './database/sql-kitchen.repository.ts';
import { kitchenTick } from './jobs/kitchen-tick.ts';
import { ADMINISTRATOR, openShop, SERVICE, type Shop } from './order-shop.suite.ts';
import { KitchenService } from './services/kitchen.service.ts';

const TEA = { product: 'tea', quantity: 1, price: '1' };

describe('the kitchen', () => {
  let shop: Shop;
  let database: Database;
  let dishId: string;

  beforeAll(async () => {
    const databaseUrl = await freshDatabase();
    shop = await openShop({ databaseUrl, env: { KITCHEN_TICK_MS: '150' } });
    database = await openDatabase({ url: databaseUrl, pool: 5, entities: [], migrations: [] });
  });
  beforeEach(async () => {
    await database.fork().execute('truncate customer_order cascade');
    dishId = (await shop.addDish({ quantity: 1_000_000 })).id;
  });
  afterAll(async () => {
    await database.close();
    await shop.close();
  });

  const clock = (viewer = SERVICE, now = () => new Date()) =>
    new KitchenService({ viewer, kitchen: new SqlKitchenRepository(database.fork()), now });
  const place = async (workflow = 'KITCHEN') =>
    (await shop.place([{ dishId, quantity: 1 }], someUser(), { workflow })).order;
  const statusOf = async ({ id }: { readonly id: string }) => (await shop.order(id))?.status;

  it('moves every order one step a tick, with its version and time', async () => {
    const [first, cancelled] = [await place(), await place()];
    await shop.run('cancelOrder', { id: cancelled.id }, ADMINISTRATOR);
    const now = new Date('2030-01-01T00:00:00.000Z');
    expect(await clock(SERVICE, () => now).tick()).toEqual({ completed: 0, started: 1 });
    expect(await shop.order(first.id)).toMatchObject({
      status: 'IN_PROGRESS',
      version: first.version + 1,
      updatedAt: now.toISOString(),
    });
    const second = await place();
    expect(await clock().tick()).toEqual({ completed: 1, started: 1 });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['COMPLETED', 'IN_PROGRESS']);
    expect(await clock().tick()).toEqual({ completed: 1, started: 0 });
    expect(await clock().tick()).toEqual({ completed: 0, started: 0 });
    expect([await statusOf(first), await statusOf(second), await statusOf(cancelled)]).toEqual([
      'COMPLETED',
      'COMPLETED',
      'CANCELLED',
    ]);
  });

  it('leaves orders that people move as they are, over three ticks', async () => {
    const dishes = await place('MANUAL');
    const product = (await shop.place([TEA])).order;
    const begun = (
      await shop.run('setOrderStatus', { id: (await place('MANUAL')).id, status: 'IN_PROGRESS' }, ADMINISTRATOR)
    ).order;
    for (let ticks = 0; ticks < 3; ticks++) await clock().tick();
    for (const { id, status, version, updatedAt } of [dishes, product, begun])
      expect(await shop.order(id)).toMatchObject({ status, version, updatedAt });
  });

  it('sends two statements, however many orders there are', async () => {
    for (const size of [1, 10, 100]) {
      await Promise.all(Array.from({ length: size }, () => place()));
      expect(await countStatements(() => clock().tick())).toBe(2);
    }
    expect(await clock().tick()).toEqual({ completed: 100, started: 0 });
  });

  it('finds its orders without reading all the others', async () => {
    const em = database.fork();
    await em.execute(`insert into customer_order
        (id, user_id, status, workflow, total, special_requests, created_at, updated_at)
      select gen_random_uuid(), gen_random_uuid(), 'COMPLETED', 'KITCHEN', 1, '', now(), now()
      from generate_series(1, 5000)`);
    await Promise.all(Array.from({ length: 20 }, () => place()));
    await em.execute('analyze customer_order');
    const plan = await em.execute<{ 'QUERY PLAN': string }[]>(
      `explain select id from customer_order where workflow = 'KITCHEN' and status = 'PENDING' order by id for update skip locked`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan');
  });

  it('leaves an order that is being changed to the next tick, and waits for nobody', async () => {
    const [busy, idle] = [await place(), await place()];
    await database.fork().transactional(async (em) => {
      await em.execute('select 1 from customer_order where id = ? for update', [busy.id]);
      expect(await clock().tick()).toEqual({ completed: 0, started: 1 });
    });
    expect([await statusOf(busy), await statusOf(idle)]).toEqual(['PENDING', 'IN_PROGRESS']);
    expect(await clock().tick()).toEqual({ completed: 1, started: 1 });
  });

  it('is safe with several clocks at once, and with users who cancel meanwhile', async () => {
    const placed = await Promise.all(Array.from({ length: 60 }, () => place()));
    const cancels = placed.map(({ id }) => shop.run('cancelOrder', { id }, ADMINISTRATOR));
    const reports = await Promise.all([clock().tick(), clock().tick(), clock().tick()]);
    const results = await Promise.all(cancels);
    const cancelled = results.filter(({ __typename }) => __typename === 'OrderChanged').length;
    const completed = reports.reduce((sum, report) => sum + report.completed, 0);
    const held = await database
      .fork()
      .execute<{ status: string; orders: number }[]>(
        'select status, count(*)::int as orders from customer_order group by 1',
      );
    const count = (status: string) => held.find((row) => row.status === status)?.orders ?? 0;
    expect([count('CANCELLED'), count('COMPLETED')]).toEqual([cancelled, completed]);
    expect(await shop.stock(dishId)).toBe(1_000_000 - (placed.length - cancelled));
  });

  it('tells of a tick that moved something, and of no other', async () => {
    const told: unknown[] = [];
    const tick = kitchenTick(clock, (report) => told.push(report));
    await tick();
    await place();
    await tick();
    expect(told).toEqual([{ completed: 0, started: 1 }]);
  });

  it.each([
    ['UNAUTHENTICATED', { kind: 'anonymous' } as const],
    ['FORBIDDEN', ADMINISTRATOR],
  ])('answers %s to everybody but our own processes', async (code, viewer) => {
    await expect(clock(viewer).tick()).rejects.toMatchObject({ code });
  });

  describe('worked by two workers', () => {
    let workers: JobWorker[];
    beforeEach(async () => {
      workers = await Promise.all([shop.subgraph.startWorker(), shop.subgraph.startWorker()]);
    });
    afterEach(() => Promise.all(workers.map((worker) => worker.close())));

    it('moves orders step by step, and never those of people', async () => {
      const manual = await place('MANUAL');
      const { id } = await place();
      const seen: (string | undefined)[] = [];
      await vi.waitFor(
        async () => {
          const status = await statusOf({ id });
          if (seen.at(-1) !== status) seen.push(status);
          expect(status).toBe('COMPLETED');
        },
        { timeout: 10_000, interval: 10 },
      );
      expect(seen).toEqual(['PENDING', 'IN_PROGRESS', 'COMPLETED']);
      expect(await shop.order(id)).toMatchObject({ version: 3 });
      expect(await shop.order(manual.id)).toMatchObject({ status: 'PENDING', version: 1 });
    });
  });
});
