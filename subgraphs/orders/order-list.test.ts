import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStoredOrders, someOrder, type StoredOrder, type StoredOrders } from '../../tests/orders/stored-orders.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  countStatements,
  openTestSubgraph,
  someUser,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import type { Contract, Viewer } from '../../kernel/auth/index.ts';
import { ORDER_STATUSES, ORDER_WORKFLOWS } from './entities/order.entity.ts';
import { orders } from './module.ts';

interface Listed {
  readonly id: string;
}
interface PageOf<T> {
  readonly items: readonly T[];
  readonly total: number;
}
interface OverallReply {
  readonly orders: TestList<Listed>;
  readonly orderPage: PageOf<Listed>;
}
interface UserReply {
  readonly _entities: readonly OverallReply[];
}
type Filter = Readonly<Record<string, unknown>>;
interface ListVariables {
  readonly filter?: Filter;
  readonly sort?: { readonly field?: string; readonly direction?: string };
  readonly first?: number;
  readonly after?: string | null;
  readonly offset?: number;
  readonly limit?: number;
}

const LIST = `query ($filter: OverallOrderFilter, $sort: OrderSort, $first: Int, $after: String) {
  orders(filter: $filter, sort: $sort, first: $first, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage endCursor }
  }
}`;
const PAGE = `query ($filter: OverallOrderFilter, $sort: OrderSort, $offset: Int, $limit: Int) {
  orderPage(filter: $filter, sort: $sort, offset: $offset, limit: $limit) { total items { id } }
}`;
const OWN = `query ($representations: [_Any!]!, $filter: OrderFilter, $sort: OrderSort, $first: Int, $after: String, $offset: Int, $limit: Int) {
  _entities(representations: $representations) { ... on User {
    orders(filter: $filter, sort: $sort, first: $first, after: $after) {
      edges { cursor node { id } } pageInfo { hasNextPage endCursor }
    }
    orderPage(filter: $filter, sort: $sort, offset: $offset, limit: $limit) { total items { id } }
  } }
}`;
const ADMINISTRATOR = someUser('ADMIN');
const MANAGER = someUser('MANAGER');

describe('lists of orders', () => {
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

  const ask = async (document: string, variables: ListVariables = {}, viewer: Viewer = ADMINISTRATOR) =>
    (await subgraph.query(document, { ...variables }, viewer)) as TestReply<OverallReply>;
  const own = async (userIds: readonly string[], variables: ListVariables = {}, viewer: Viewer = ADMINISTRATOR) => {
    const representations = userIds.map((id) => ({ __typename: 'User', id }));
    return (await subgraph.query(OWN, { representations, ...variables }, viewer)) as TestReply<UserReply>;
  };
  const through = async (contract: Contract, document: string, viewer: Viewer, variables: object = {}) => {
    const envelope = { viewer, contract, requestId: uuidv7(), budgetMs: 10_000 } as const;
    const { body } = await subgraph.caller.call('/graphql', JSON.stringify({ query: document, variables }), envelope);
    return JSON.parse(body) as TestReply<OverallReply & UserReply>;
  };
  const idsOf = ({ edges }: TestList<Listed>) => edges.map(({ node }) => node.id);

  describe('equal a plain filter and sort of the same orders', () => {
    const DAY = 86_400_000;
    const START = Date.parse('2026-01-01T00:00:00Z');
    const people = [uuidv7(), uuidv7()] as const;
    const cents = fc.integer({ min: 0, max: 6 }).map((half) => (half * 0.5).toFixed(2));
    const instant = fc.integer({ min: 0, max: 5 }).map((day) => new Date(START + day * DAY));
    const order = fc.record({
      userId: fc.constantFrom(...people),
      status: fc.constantFrom(...ORDER_STATUSES),
      workflow: fc.constantFrom(...ORDER_WORKFLOWS),
      total: cents,
      createdAt: instant,
    });
    const filter = fc.record(
      {
        status: fc.subarray([...ORDER_STATUSES]),
        workflow: fc.constantFrom(...ORDER_WORKFLOWS),
        minTotal: cents,
        maxTotal: cents,
        createdAfter: instant,
        createdBefore: instant,
      },
      { requiredKeys: [] },
    );
    const sort = fc.record({
      field: fc.constantFrom('CREATED_AT' as const, 'TOTAL' as const),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
    });
    const scenario = fc.record({
      before: fc.array(order, { maxLength: 25 }),
      between: fc.array(fc.array(order, { maxLength: 3 }), { maxLength: 5 }),
      filter,
      sort,
      first: fc.constantFrom(1, 1, 2, 3, 7),
      userId: fc.constantFrom(undefined, undefined, ...people),
    });
    type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;
    type Wanted = Pick<Scenario, 'filter' | 'sort' | 'userId'>;

    const isValid = ({ filter: { minTotal, maxTotal, createdAfter, createdBefore } }: Wanted) =>
      !(minTotal !== undefined && maxTotal !== undefined && Number(minTotal) > Number(maxTotal)) &&
      !(createdAfter !== undefined && createdBefore !== undefined && createdAfter > createdBefore);

    const model = (all: readonly StoredOrder[], { filter, sort, userId }: Wanted): readonly string[] => {
      const value = ({ total, createdAt }: StoredOrder) =>
        sort.field === 'TOTAL' ? Number(total) : createdAt.getTime();
      const upwards = (a: StoredOrder, b: StoredOrder) => value(a) - value(b) || (a.id < b.id ? -1 : 1);
      return all
        .filter((one) => userId === undefined || one.userId === userId)
        .filter((one) => filter.status?.includes(one.status as never) ?? true)
        .filter((one) => one.workflow === (filter.workflow ?? one.workflow))
        .filter((one) => Number(one.total) >= Number(filter.minTotal ?? 0))
        .filter((one) => Number(one.total) <= Number(filter.maxTotal ?? Infinity))
        .filter((one) => one.createdAt >= (filter.createdAfter ?? new Date(0)))
        .filter((one) => filter.createdBefore === undefined || one.createdAt < filter.createdBefore)
        .toSorted((a, b) => (sort.direction === 'ASC' ? upwards(a, b) : upwards(b, a)))
        .map(({ id }) => id);
    };

    it('page by page while others place orders: none comes twice, and none that was there all the time is left out', async () => {
      await fc.assert(
        fc.asyncProperty(scenario.filter(isValid), async ({ before, between, first, ...wanted }) => {
          await stored.run('delete from customer_order');
          const all = before.map(someOrder);
          await stored.add(all);
          const { filter, sort, userId } = wanted;
          const walk = async (document: 'overall' | 'own') => {
            const seen: string[] = [];
            const present = model(all, wanted);
            const arrivals = between.map((some) => some.map(someOrder));
            for (let after: string | null = null, more = true; more;) {
              const reply: TestList<Listed> =
                document === 'overall'
                  ? (await ask(LIST, { filter: { ...filter, userId }, sort, first, after })).data.orders
                  : ((await own([userId ?? ''], { filter, sort, first, after })).data._entities[0]
                      ?.orders as TestList<Listed>);
              seen.push(...idsOf(reply));
              ({ endCursor: after, hasNextPage: more } = reply.pageInfo);
              const some = arrivals.shift() ?? [];
              await stored.add(some);
              all.push(...some);
            }
            expect(new Set(seen).size).toBe(seen.length);
            const sorted = model(all, wanted);
            expect(seen).toEqual(sorted.filter((id) => seen.includes(id)));
            expect(present.filter((id) => !seen.includes(id))).toEqual([]);
          };
          await walk('overall');
          if (userId !== undefined) await walk('own');
        }),
        { numRuns: 150 },
      );
    });

    it('by places, each page with the size of the whole list', async () => {
      const places = { offset: fc.integer({ min: 0, max: 20 }), limit: fc.integer({ min: 1, max: 8 }) };
      await fc.assert(
        fc.asyncProperty(scenario.filter(isValid), fc.record(places), async ({ before, ...wanted }, place) => {
          await stored.run('delete from customer_order');
          const all = before.map(someOrder);
          await stored.add(all);
          const { filter, sort, userId } = wanted;
          const expected = model(all, wanted);
          const page = {
            total: expected.length,
            items: expected.slice(place.offset, place.offset + place.limit).map((id) => ({ id })),
          };
          expect((await ask(PAGE, { filter: { ...filter, userId }, sort, ...place })).data.orderPage).toEqual(page);
          if (userId === undefined) return;
          const reply = await own([userId], { filter, sort, ...place });
          expect(reply.data._entities[0]?.orderPage).toEqual(page);
        }),
        { numRuns: 60 },
      );
    });
  });

  it.each([
    ['first: 0', { first: 0 }, 'first'],
    ['first: 101', { first: 101 }, 'first'],
    ['a cursor that is none', { after: 'x' }, 'after'],
    ['an empty cursor', { after: '' }, 'after'],
    ['a total range from above', { filter: { minTotal: '2', maxTotal: '1.99' } }, 'filter.minTotal'],
    [
      'a time range from behind',
      { filter: { createdAfter: '2026-01-02T00:00:00Z', createdBefore: '2026-01-01T00:00:00Z' } },
      'filter.createdAfter',
    ],
    ['a year before the first', { filter: { createdAfter: '0000-01-01T00:00:00Z' } }, 'filter.createdAfter'],
  ])('refuse %s, and name the field', async (_what, variables, field) => {
    for (const reply of [await ask(LIST, variables), await own([ADMINISTRATOR.id], variables)])
      expect(reply.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it.each([
    ['a negative offset', { offset: -1 }, 'offset'],
    ['an offset far down the list', { offset: 100_001 }, 'offset'],
    ['limit: 0', { limit: 0 }, 'limit'],
    ['limit: 101', { limit: 101 }, 'limit'],
  ])('refuse %s, and name the field', async (_what, variables, field) => {
    for (const reply of [await ask(PAGE, variables), await own([ADMINISTRATOR.id], variables)])
      expect(reply.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it.each([
    { minTotal: '1.234' },
    { maxTotal: 'ten' },
    { status: ['DONE'] },
    { workflow: 'OVEN' },
    { createdAfter: 'yesterday' },
    { createdBefore: '2026-02-30T00:00:00Z' },
  ])('refuse a filter of %j', async (filter) => {
    expect((await ask(LIST, { filter })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('come to their end also where all orders are of one status', async () => {
    const placed = [1, 2, 3].map((day) =>
      someOrder({ createdAt: new Date(Date.UTC(2020, 0, day)), status: 'CANCELLED' }),
    );
    await stored.run('delete from customer_order');
    await stored.add(placed);
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data }: TestReply<OverallReply> = await ask(LIST, { first: 1, after, sort: { direction: 'ASC' } });
      seen.push(...idsOf(data.orders));
      ({ endCursor: after, hasNextPage: more } = data.orders.pageInfo);
    }
    expect(seen).toEqual(placed.map(({ id }) => id));
  });

  it('take no cursor of a list with another sort', async () => {
    const user = someUser();
    await stored.add([someOrder({ userId: user.id }), someOrder({ userId: user.id })]);
    const sorts = ['CREATED_AT', 'TOTAL'].flatMap((field) =>
      ['ASC', 'DESC'].map((direction) => ({ field, direction })),
    );
    for (const sort of sorts) {
      const { data } = await ask(LIST, { sort, first: 1 });
      for (const other of sorts) {
        const reply = await ask(LIST, { sort: other, after: data.orders.pageInfo.endCursor });
        if (other === sort) expect(reply.errors).toBeUndefined();
        else expect(reply.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
      }
    }
  });

  it('have no orders of a user whose id is none', async () => {
    for (const userId of ['', 'x', 'a\0b', uuidv7()]) {
      expect((await ask(PAGE, { filter: { userId } })).data.orderPage).toEqual({ total: 0, items: [] });
      expect((await ask(LIST, { filter: { userId } })).data.orders.edges).toEqual([]);
    }
  });

  it("are their user's and administrators'; managers find the kitchen's", async () => {
    const user = someUser();
    const [kitchen, manual] = [
      someOrder({ userId: user.id, workflow: 'KITCHEN' }),
      someOrder({ userId: user.id, workflow: 'MANUAL' }),
    ];
    await stored.add([kitchen, manual]);
    const code = (reply: TestReply) => reply.errors?.[0]?.extensions.code;
    const filter = { userId: user.id };

    for (const document of [LIST, PAGE]) {
      expect(code(await subgraph.query(document))).toBe('UNAUTHENTICATED');
      expect(code(await ask(document, { filter }, user))).toBe('FORBIDDEN');
      expect(code(await ask(document, { filter: { ...filter, workflow: 'MANUAL' } }, MANAGER))).toBe('FORBIDDEN');
    }
    expect(idsOf((await ask(LIST, { filter }, MANAGER)).data.orders)).toEqual([kitchen.id]);
    expect((await ask(PAGE, { filter }, MANAGER)).data.orderPage).toEqual({ total: 1, items: [{ id: kitchen.id }] });
    expect((await ask(PAGE, { filter })).data.orderPage.total).toBe(2);

    expect((await own([user.id], {}, user)).data._entities[0]?.orderPage.total).toBe(2);
    for (const viewer of [someUser(), MANAGER]) {
      const foreign = await own([user.id], {}, viewer);
      expect(foreign.data._entities).toEqual([{ orders: null, orderPage: null }]);
      expect(foreign.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    }
  });

  it('show through the doors of older clients the orders of their one workflow only', async () => {
    const user = someUser();
    const byWorkflow = {
      KITCHEN: someOrder({ workflow: 'KITCHEN', userId: user.id }),
      MANUAL: someOrder({ userId: user.id }),
    };
    await stored.add(Object.values(byWorkflow));
    const representations = [{ __typename: 'User', id: user.id }];
    for (const [door, workflow, other] of [
      ['kpo', 'KITCHEN', 'MANUAL'],
      ['trp', 'MANUAL', 'KITCHEN'],
    ] as const) {
      const only = { total: 1, items: [{ id: byWorkflow[workflow].id }] };
      const none = { total: 0, items: [] };
      const overall = (filter: Filter) =>
        through(door, PAGE, ADMINISTRATOR, { filter: { userId: user.id, ...filter } });
      expect((await overall({})).data.orderPage).toEqual(only);
      expect((await overall({ workflow: other })).data.orderPage).toEqual(none);
      const mine = (filter: Filter) => through(door, OWN, user, { representations, filter });
      expect((await mine({})).data._entities[0]?.orderPage).toEqual(only);
      expect((await mine({ workflow: other })).data._entities[0]?.orderPage).toEqual(none);
    }
  });

  it('of one, ten and a hundred users cost the same statements', async () => {
    const people = Array.from({ length: 100 }, () => uuidv7());
    await stored.add(people.flatMap((userId) => [1, 2, 3].map(() => someOrder({ userId }))));
    const variables = { filter: { status: ['PENDING'], minTotal: '1' }, sort: { field: 'TOTAL' } };
    const counts: number[] = [];
    for (const size of [1, 10, 100]) {
      counts.push(
        await countStatements(async () => {
          const { data } = await own(people.slice(0, size), variables);
          expect(data._entities.map(({ orderPage }) => orderPage.total)).toEqual(Array.from({ length: size }, () => 3));
        }),
      );
    }
    expect(counts).toEqual([2, 2, 2]);
  });
});
