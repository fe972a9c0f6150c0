import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  countStatements,
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { orders } from './module.ts';

const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    __typename
    ... on OrderPlaced { repeated order { id number status workflow total specialRequests createdAt user { id } lines { product quantity price total } } }
    ... on InvalidOrder { problems { field message } }
  }
}`;
interface PlaceOrderReply {
  readonly placeOrder: {
    readonly __typename: string;
    readonly repeated: boolean;
    readonly order: {
      readonly id: string;
      readonly number: number;
      readonly total: string;
      readonly createdAt: string;
      readonly lines: readonly { readonly price: string }[];
    };
    readonly problems: readonly unknown[];
  };
}
interface OrdersReply {
  readonly _entities: readonly [{ readonly orders: TestList<{ readonly id: string }> }];
}
const TEA = { product: 'tea', quantity: 2, price: '1.25' };

describe('orders', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(orders);
  });
  afterAll(() => subgraph.close());

  const place = async (viewer = someUser(), input: Readonly<Record<string, unknown>> = { lines: [TEA] }) =>
    (await subgraph.query(PLACE, { input }, viewer)) as TestReply<PlaceOrderReply>;

  const ordersOf = async (
    ids: readonly string[],
    viewer = someUser(),
    fields = 'orders { edges { cursor node { id lines { product } } } pageInfo { hasNextPage endCursor } }',
  ) =>
    (await subgraph.entities(
      { type: 'User', keys: ids.map((id) => ({ id })), fields },
      viewer,
    )) as TestReply<OrdersReply>;

  it('places an order and finds it again', async () => {
    const user = someUser();
    const lines = [TEA, { product: ' cake ', quantity: 3, price: 0.1 }];
    const { data, errors } = await place(user, { lines, specialRequests: 'no sugar' });
    expect(errors).toBeUndefined();
    const { order } = data.placeOrder;
    expect(order).toMatchObject({
      status: 'PENDING',
      workflow: 'MANUAL',
      total: '2.80',
      specialRequests: 'no sugar',
      user: { id: user.id },
      lines: [
        { product: 'tea', quantity: 2, price: '1.25', total: '2.50' },
        { product: 'cake', quantity: 3, price: '0.10', total: '0.30' },
      ],
    });
    expect(order.number).toBeGreaterThan(0);
    const found = await subgraph.query(
      'query ($id: ID!) { order(id: $id) { id number total createdAt lines { product total } } }',
      { id: order.id },
      user,
    );
    expect(found.data).toMatchObject({
      order: {
        id: order.id,
        number: order.number,
        total: '2.80',
        createdAt: order.createdAt,
        lines: [{ product: 'tea' }, { product: 'cake' }],
      },
    });
  });

  it('adds up to the cent, whatever the amounts', async () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 1_000 }),
      cents: fc.integer({ min: 0, max: 100_000_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 100 }), async (lines) => {
        const amount = (cents: bigint) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
        const input = lines.map(({ quantity, cents }) => ({
          product: 'thing',
          quantity,
          price: amount(BigInt(cents)),
        }));
        const { data } = await place(someUser(), { lines: input });
        const expected = lines.reduce((sum, { quantity, cents }) => sum + BigInt(quantity) * BigInt(cents), 0n);
        expect(data.placeOrder.order.total).toBe(amount(expected));
        expect(data.placeOrder.order.lines.map(({ price }) => price)).toEqual(input.map(({ price }) => price));
      }),
      { numRuns: 25 },
    );
  });

  it('answers a repeated key with the first order, also of many at once', async () => {
    const user = someUser();
    const input = { lines: [TEA], idempotencyKey: 'twice' };
    const replies = await Promise.all(Array.from({ length: 20 }, () => place(user, input)));
    const results = replies.map(({ data }) => data.placeOrder);
    expect(new Set(results.map(({ order }) => order.id)).size).toBe(1);
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(results.map(({ order }) => JSON.stringify(order))).size).toBe(1);
    const others = await place(someUser(), input);
    expect(others.data.placeOrder).toMatchObject({ repeated: false });
    expect(others.data.placeOrder.order.id).not.toBe(results[0]?.order.id);
  });

  it.each([
    ['no lines', { lines: [] }, 'lines'],
    ['too many lines', { lines: Array.from({ length: 101 }, () => TEA) }, 'lines'],
    ['a blank product', { lines: [{ ...TEA, product: '  ' }] }, 'lines.0.product'],
    ['an over-long product', { lines: [TEA, { ...TEA, product: 'x'.repeat(201) }] }, 'lines.1.product'],
    ['a product that cannot be stored', { lines: [{ ...TEA, product: 'a\0b' }] }, 'lines.0.product'],
    ['half a character', { lines: [{ ...TEA, product: '\ud800' }] }, 'lines.0.product'],
    ['no quantity', { lines: [{ ...TEA, quantity: 0 }] }, 'lines.0.quantity'],
    ['a negative quantity', { lines: [{ ...TEA, quantity: -1 }] }, 'lines.0.quantity'],
    ['too large a quantity', { lines: [{ ...TEA, quantity: 1_001 }] }, 'lines.0.quantity'],
    ['no price', { lines: [{ ...TEA, price: null }] }, 'lines.0.price'],
    ['a negative price', { lines: [{ ...TEA, price: '-0.01' }] }, 'lines.0.price'],
    ['too high a price', { lines: [{ ...TEA, price: '1000000.01' }] }, 'lines.0.price'],
    ['over-long special requests', { lines: [TEA], specialRequests: 'x'.repeat(2_001) }, 'specialRequests'],
    ['an empty key', { lines: [TEA], idempotencyKey: '' }, 'idempotencyKey'],
    ['a key that cannot be stored', { lines: [TEA], idempotencyKey: '\0' }, 'idempotencyKey'],
  ])('says what is wrong with %s', async (_what, input, field) => {
    const user = someUser();
    const { data, errors } = await place(user, input);
    expect(errors).toBeUndefined();
    expect(data.placeOrder.__typename).toBe('InvalidOrder');
    expect(data.placeOrder.problems).toEqual([{ field, message: SOME_TEXT }]);
    expect((await ordersOf([user.id], user)).data._entities[0].orders.edges).toEqual([]);
  });

  it('takes the largest order that it allows', async () => {
    const lines = Array.from({ length: 100 }, () => ({ product: 'x'.repeat(200), quantity: 1_000, price: '1000000' }));
    const { data } = await place(someUser(), {
      lines,
      specialRequests: 'x'.repeat(2_000),
      idempotencyKey: 'k'.repeat(200),
    });
    expect(data.placeOrder.order.total).toBe('100000000000.00');
  });

  it.each(['1.234', '1,5', 'ten', '', '1e3', 'NaN', 0.1 + 0.2, true, '01'])(
    'refuses %j as an amount',
    async (price) => {
      const { data, errors } = await place(someUser(), { lines: [{ ...TEA, price }] });
      expect(data).toBeUndefined();
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    },
  );

  it('lets nobody but the user and administrators see an order', async () => {
    const user = someUser();
    const { id } = (await place(user)).data.placeOrder.order;
    const read = (viewer?: ReturnType<typeof someUser>) =>
      subgraph.query('query ($id: ID!) { order(id: $id) { id } }', { id }, viewer);
    const refusal = (code: string) => ({
      data: { order: null },
      errors: [expect.objectContaining({ extensions: { code, retryable: false } })],
    });
    expect(await read(user)).toEqual({ data: { order: { id } } });
    expect(await read(someUser('ADMIN'))).toEqual({ data: { order: { id } } });
    expect(await read(someUser('MANAGER'))).toMatchObject(refusal('FORBIDDEN'));
    expect(await read()).toMatchObject(refusal('UNAUTHENTICATED'));
    expect(await subgraph.entities({ type: 'Order', keys: [{ id }], fields: 'id' }, someUser())).toEqual({
      data: { _entities: [null] },
    });
    expect(await subgraph.entities({ type: 'Order', keys: [{ id }], fields: 'id' }, user)).toEqual({
      data: { _entities: [{ id }] },
    });
  });

  it('lets nobody but the user and administrators see a list of orders, and nobody unknown place one', async () => {
    const user = someUser();
    await place(user);
    expect((await ordersOf([user.id], someUser('ADMIN'))).data._entities[0].orders.edges).toHaveLength(1);
    const foreign = await ordersOf([user.id], someUser());
    expect(foreign.data._entities).toEqual([{ orders: null }]);
    expect(foreign.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' }, path: ['_entities', 0, 'orders'] }]);
    const { errors } = await subgraph.query(PLACE, { input: { lines: [TEA] } });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('knows no order by an id that is none', async () => {
    for (const id of ['', 'x', '1', 'a\0b', crypto.randomUUID()]) {
      expect(await subgraph.query('query ($id: ID!) { order(id: $id) { id } }', { id }, someUser())).toEqual({
        data: { order: null },
      });
    }
    expect(await ordersOf(['nobody'], someUser('ADMIN'))).toMatchObject({
      data: { _entities: [{ orders: { edges: [] } }] },
    });
  });

  it('pages through a list without gap or repetition, also while it grows', async () => {
    const user = someUser();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await place(user)).data.placeOrder.order.id);
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages++) {
      const { data } = await ordersOf(
        [user.id],
        user,
        `orders(first: 2, after: ${JSON.stringify(after)}) { edges { node { id } } pageInfo { hasNextPage endCursor } }`,
      );
      const { edges, pageInfo } = data._entities[0].orders;
      seen.push(...edges.map(({ node }) => node.id));
      expect(pageInfo.hasNextPage).toBe(pages < 2);
      after = pageInfo.endCursor;
      await place(user);
    }
    expect(seen).toEqual(ids);
  });

  it('pages without gap or repetition through orders of one instant', async () => {
    const instant = new Date();
    const frozen = await openTestSubgraph(orders, { now: () => instant });
    const user = someUser();
    for (let i = 0; i < 5; i++) await frozen.query(PLACE, { input: { lines: [TEA] } }, user);
    const seen = new Set<string>();
    let after: string | null = null;
    for (let pages = 0; pages < 5; pages++) {
      const fields: string = `orders(first: 1, after: ${JSON.stringify(after)}) { edges { node { id } } pageInfo { endCursor } }`;
      const reply = await frozen.entities({ type: 'User', keys: [{ id: user.id }], fields }, user);
      const [{ orders: page }] = (reply as TestReply<OrdersReply>).data._entities;
      for (const { node } of page.edges) seen.add(node.id);
      after = page.pageInfo.endCursor;
    }
    expect(seen.size).toBe(5);
    await frozen.close();
  });

  it.each([
    'first: 0',
    'first: 101',
    'first: -1',
    'after: "x"',
    'after: ""',
    `after: "${Buffer.from('[1e300,"x"]').toString('base64url')}"`,
  ])('refuses a page of %s', async (args) => {
    const user = someUser();
    const { errors } = await ordersOf([user.id], user, `orders(${args}) { edges { cursor } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: args.split(':')[0] } }]);
  });

  it('sends as many statements for a hundred orders as for one', async () => {
    const administrator = someUser('ADMIN');
    const people = Array.from({ length: 10 }, () => someUser());
    const count = (ids: readonly string[]) =>
      countStatements(() =>
        ordersOf(ids, administrator, 'orders(first: 100) { edges { node { lines { product } } } }'),
      );
    for (const person of people) await place(person);
    const few = await count(people.slice(0, 1).map(({ id }) => id));
    for (const person of people) for (let i = 0; i < 9; i++) await place(person);
    const many = await count(people.map(({ id }) => id));
    expect(few).toBe(2);
    expect(many).toBe(few);
  });
});
