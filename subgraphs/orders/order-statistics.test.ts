import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Contract, Viewer } from '../../kernel/auth/index.ts';
import { openStoredOrders, someOrder, type StoredOrders } from '../../tests/orders/stored-orders.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  countStatements,
  openTestSubgraph,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { ORDER_STATUSES, ORDER_WORKFLOWS, type OrderStatus, type OrderWorkflow } from './entities/order.entity.ts';
import { orders } from './module.ts';

const COUNTS = 'total byStatus { pending inProgress completed cancelled }';
const OVERALL = `query ($workflow: OrderWorkflow) {
  orderStatistics(workflow: $workflow) { ${COUNTS} revenue { total averageOrderValue } recent { id } }
}`;
const OWN = `query ($representations: [_Any!]!, $workflow: OrderWorkflow) {
  _entities(representations: $representations) {
    ... on User { orderStatistics(workflow: $workflow) { ${COUNTS} totalSpent recent { id } } }
  }
}`;
const ADMINISTRATOR = someUser('ADMIN');

interface OverallReply {
  readonly orderStatistics: unknown;
}
interface OwnReply {
  readonly _entities: readonly { readonly orderStatistics: { readonly total: number } | null }[];
}
interface Row {
  readonly id: string;
  readonly user_id: string;
  readonly status: OrderStatus;
  readonly workflow: OrderWorkflow;
  readonly total: string;
}

describe('statistics of orders', () => {
  let subgraph: TestSubgraph;
  let stored: StoredOrders;
  beforeAll(async () => {
    const databaseUrl = await freshDatabase();
    subgraph = await openTestSubgraph(orders, { databaseUrl });
    stored = await openStoredOrders(databaseUrl);
  });
  afterAll(async () => {
    await stored.close();
    await subgraph.close();
  });
  beforeEach(() => stored.run('delete from customer_order'));

  const overall = async (workflow?: OrderWorkflow, viewer: Viewer = ADMINISTRATOR) =>
    (await subgraph.query(OVERALL, { workflow }, viewer)) as TestReply<OverallReply>;
  const own = async (userIds: readonly string[], workflow?: OrderWorkflow, viewer: Viewer = ADMINISTRATOR) => {
    const representations = userIds.map((id) => ({ __typename: 'User', id }));
    return (await subgraph.query(OWN, { representations, workflow }, viewer)) as TestReply<OwnReply>;
  };

  const count = (rows: readonly Row[], status: OrderStatus) => rows.filter((row) => row.status === status).length;
  const cents = (rows: readonly Row[]) => rows.reduce((sum, { total }) => sum + BigInt(total.replace('.', '')), 0n);
  const amount = (sum: bigint) => `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`;
  const summary = (rows: readonly Row[]) => ({
    total: rows.length,
    byStatus: {
      pending: count(rows, 'PENDING'),
      inProgress: count(rows, 'IN_PROGRESS'),
      completed: count(rows, 'COMPLETED'),
      cancelled: count(rows, 'CANCELLED'),
    },
    recent: rows.slice(0, 5).map(({ id }) => ({ id })),
  });
  const completed = (rows: readonly Row[]) => amount(cents(rows.filter(({ status }) => status === 'COMPLETED')));
  const average = (rows: readonly Row[]) => {
    const size = BigInt(rows.length);
    return size === 0n ? '0.00' : amount((2n * cents(rows) + size) / (2n * size));
  };

  /** Compares every statistic with a plain sum over all rows. */
  const expectExact = async (people: readonly string[] = []) => {
    const all = (await stored.run(
      'select id, user_id, status, workflow, total from customer_order order by created_at desc, id desc',
    )) as unknown as readonly Row[];
    for (const workflow of [undefined, ...ORDER_WORKFLOWS]) {
      const rows = all.filter((row) => row.workflow === (workflow ?? row.workflow));
      const revenue = { total: completed(rows), averageOrderValue: average(rows) };
      expect((await overall(workflow)).data.orderStatistics).toEqual({ ...summary(rows), revenue });
      const expected = people.map((userId) => {
        const mine = rows.filter((row) => row.user_id === userId);
        return { orderStatistics: { ...summary(mine), totalSpent: completed(mine) } };
      });
      if (people.length > 0) expect((await own(people, workflow)).data._entities).toEqual(expected);
    }
  };

  it('are zero where there are no orders', async () => {
    await expectExact([uuidv7()]);
    expect((await own(['nobody'])).data._entities[0]?.orderStatistics?.total).toBe(0);
  });

  it('equal a plain sum after any history of changes, also of many orders at once and of those taken back', async () => {
    const people = [uuidv7(), uuidv7(), uuidv7()];
    const state = {
      status: fc.constantFrom(...ORDER_STATUSES),
      workflow: fc.constantFrom(...ORDER_WORKFLOWS),
      total: fc.bigInt({ min: 0n, max: 10_000_000_000_000n }).map(amount),
    };
    const which = fc.constantFrom(...ORDER_STATUSES);
    const change = fc.oneof(
      fc.record({ userId: fc.constantFrom(...people), ...state }).map((order) => ({ kind: 'add' as const, order })),
      fc.record({ kind: fc.constant('change' as const), from: which, to: fc.record(state) }),
      fc.record({ kind: fc.constant('touch' as const), from: which }),
      fc.record({ kind: fc.constant('remove' as const), from: which }),
      fc.constant({ kind: 'remove all' as const }),
    );
    const history = fc.array(fc.record({ changes: fc.array(change, { maxLength: 4 }), kept: fc.boolean() }), {
      maxLength: 8,
    });
    type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;
    const apply = async (one: Change, run: StoredOrders['run']) => {
      if (one.kind === 'add') {
        const { id, userId, status, workflow, total } = someOrder(one.order);
        await run(
          `insert into customer_order (id, user_id, status, workflow, total, special_requests, version, created_at, updated_at)
           select case when copy = 1 then ?::uuid else gen_random_uuid() end, ?, ?, ?, ?::numeric, '', 1, now(), now()
           from generate_series(1, 3) as copy`,
          [id, userId, status, workflow, total],
        );
      } else if (one.kind === 'change') {
        const { status, workflow, total } = one.to;
        await run('update customer_order set status = ?, workflow = ?, total = ? where status = ?', [
          ...[status, workflow, total],
          one.from,
        ]);
      } else if (one.kind === 'touch') {
        await run('update customer_order set version = version + 1 where status = ?', [one.from]);
      } else if (one.kind === 'remove') {
        await run('delete from customer_order where status = ?', [one.from]);
      } else await run('truncate customer_order cascade');
    };
    await fc.assert(
      fc.asyncProperty(history, async (transactions) => {
        await stored.run('delete from customer_order');
        for (const { changes, kept } of transactions) {
          const work = stored.transaction(async (run) => {
            for (const one of changes) await apply(one, run);
            if (!kept) throw new Error('taken back');
          });
          await (kept ? work : expect(work).rejects.toThrow('taken back'));
        }
        await expectExact(people);
      }),
      { numRuns: 40 },
    );
  });

  it('are exact in every snapshot while many write at once', async () => {
    const same = `select
      (select json_agg(one order by workflow, status) from (
        select workflow, status, count(*) as orders, sum(total) as amount from customer_order group by 1, 2) as one) as plain,
      (select json_agg(one order by workflow, status) from (
        select workflow, status, sum(orders) as orders, sum(amount) as amount from order_tally group by 1, 2
        having sum(orders) <> 0) as one) as kept`;
    const writing = new AbortController();
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; round < 12; round += 1) {
        const order = someOrder({
          total: `${writer}.${10 + round}`,
          workflow: writer % 2 === 0 ? 'KITCHEN' : 'MANUAL',
        });
        await stored.add([order]);
        await stored.transaction(async (run) => {
          await run(`update customer_order set status = 'IN_PROGRESS' where id = ?`, [order.id]);
          await run(`update customer_order set status = 'COMPLETED' where id = ?`, [order.id]);
        });
        if (round % 3 === 0) await stored.run('delete from customer_order where id = ?', [order.id]);
      }
    });
    const reader = (async () => {
      let snapshots = 0;
      for (; !writing.signal.aborted; snapshots += 1) {
        const [row] = await stored.run(same);
        expect(row?.['kept']).toEqual(row?.['plain']);
      }
      return snapshots;
    })();
    await Promise.all(writers);
    writing.abort();
    expect(await reader).toBeGreaterThan(0);
    await expectExact();
  });

  it('make no writer wait for another, in whatever order they go', async () => {
    const [first, second] = [someOrder(), someOrder({ status: 'COMPLETED' })];
    await stored.add([first, second]);
    const to = (status: string) => `update customer_order set status = '${status}' where id = ?`;
    await stored.transaction(async (one) => {
      await one(to('CANCELLED'), [first.id]);
      await stored.transaction(async (other) => {
        await other("set local lock_timeout = '1s'");
        await other(to('PENDING'), [second.id]);
        await other(to('CANCELLED'), [second.id]);
      });
      await one(to('COMPLETED'), [first.id]);
    });
    await expectExact();
  });

  it('add up orders that were there before they were kept', async () => {
    const databaseUrl = await freshDatabase();
    const before = await openTestSubgraph({ ...orders, migrations: orders.migrations.slice(0, 2) }, { databaseUrl });
    await before.close();
    const older = await openStoredOrders(databaseUrl);
    await older.add(ORDER_STATUSES.map((status, index) => someOrder({ status, total: `${index + 1}.01` })));
    await older.close();
    const after = await openTestSubgraph(orders, { databaseUrl });
    const { data } = (await after.query(OVERALL, {}, ADMINISTRATOR)) as TestReply<OverallReply>;
    expect(data.orderStatistics).toMatchObject({
      total: 4,
      byStatus: { pending: 1, inProgress: 1, completed: 1, cancelled: 1 },
      revenue: { total: '3.01', averageOrderValue: '2.51' },
    });
    await after.close();
  });

  it("are their user's and administrators', those of everybody administrators' only", async () => {
    const user = someUser();
    await stored.add([someOrder({ userId: user.id })]);
    const code = (reply: TestReply) => reply.errors?.[0]?.extensions.code;
    expect(code(await subgraph.query(OVERALL))).toBe('UNAUTHENTICATED');
    for (const viewer of [user, someUser('MANAGER')]) expect(code(await overall(undefined, viewer))).toBe('FORBIDDEN');
    expect((await own([user.id], undefined, user)).data._entities[0]?.orderStatistics?.total).toBe(1);
    for (const viewer of [someUser(), someUser('MANAGER')]) {
      const foreign = await own([user.id], undefined, viewer);
      expect(foreign.data._entities).toEqual([{ orderStatistics: null }]);
      expect(code(foreign)).toBe('FORBIDDEN');
    }
  });

  it('count through the doors of older clients the orders of their one workflow only', async () => {
    const user = someUser();
    await stored.add([
      someOrder({ userId: user.id, workflow: 'KITCHEN', total: '1.00' }),
      someOrder({ userId: user.id, workflow: 'MANUAL', total: '2.00' }),
    ]);
    const through = async (contract: Contract, document: string, viewer: Viewer, variables: object = {}) => {
      const envelope = { viewer, contract, requestId: uuidv7(), budgetMs: 10_000 } as const;
      const body = JSON.stringify({ query: document, variables });
      return (JSON.parse((await subgraph.caller.call('/graphql', body, envelope)).body) as TestReply).data;
    };
    const representations = [{ __typename: 'User', id: user.id }];
    for (const [door, averageOrderValue] of [
      ['kpo', '1.00'],
      ['trp', '2.00'],
    ] as const) {
      const statistics = { total: 1, revenue: { averageOrderValue } };
      expect(await through(door, OVERALL, ADMINISTRATOR)).toMatchObject({ orderStatistics: statistics });
      expect(await through(door, OWN, user, { representations })).toMatchObject({
        _entities: [{ orderStatistics: { total: 1, byStatus: { pending: 1 } } }],
      });
      const other = door === 'kpo' ? 'MANUAL' : 'KITCHEN';
      expect(await through(door, OVERALL, ADMINISTRATOR, { workflow: other })).toMatchObject({
        orderStatistics: { total: 0, recent: [] },
      });
    }
  });

  it('of one, ten and a hundred users cost the same statements', async () => {
    const people = Array.from({ length: 100 }, () => uuidv7());
    await stored.add(people.flatMap((userId) => [1, 2].map(() => someOrder({ userId }))));
    const counts: number[] = [];
    for (const size of [1, 10, 100]) {
      counts.push(
        await countStatements(async () => {
          const { data } = await own(people.slice(0, size));
          expect(data._entities.every(({ orderStatistics }) => orderStatistics?.total === 2)).toBe(true);
        }),
      );
    }
    expect(counts).toEqual([2, 2, 2]);
    expect(await countStatements(() => overall())).toBe(2);
  });
});
