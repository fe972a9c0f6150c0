import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Contract } from '../../kernel/auth/index.ts';
import { someUser, type TestReply } from '../../tests/support/open-test-subgraph.ts';
import { ADMINISTRATOR, openShop, type Shop } from './order-shop.suite.ts';

const TEA = { product: 'tea', quantity: 2, price: '1.25' };

describe('an order through the doors of older clients', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  const orderAt = (id: string, door: Contract, viewer = ADMINISTRATOR) =>
    shop.ask('query ($id: ID!) { order(id: $id) { id } }', { id }, viewer, door);

  it('has the workflow of the door, and is seen at no other but the graph', async () => {
    const { id: dishId } = await shop.addDish();
    const kpo = (await shop.place([{ dishId, quantity: 1 }], someUser(), { workflow: 'MANUAL' }, 'kpo')).order;
    const trp = (await shop.place([{ dishId, quantity: 1 }], someUser(), {}, 'trp')).order;
    expect([kpo.workflow, trp.workflow]).toEqual(['KITCHEN', 'MANUAL']);
    const seen = async (id: string) => {
      const at = async (door: Contract) =>
        ((await orderAt(id, door)) as TestReply<{ order: object | null }>).data.order !== null;
      return { graphql: await at('graphql'), kpo: await at('kpo'), trp: await at('trp') };
    };
    expect(await seen(kpo.id)).toEqual({ graphql: true, kpo: true, trp: false });
    expect(await seen(trp.id)).toEqual({ graphql: true, kpo: false, trp: true });
    expect(await shop.run('cancelOrder', { id: kpo.id }, ADMINISTRATOR, 'trp')).toEqual({
      __typename: 'OrderNotFound',
      id: kpo.id,
    });
    expect(await shop.run('deleteOrder', { id: trp.id }, ADMINISTRATOR, 'kpo')).toMatchObject({
      __typename: 'OrderNotFound',
    });
  });

  it('has the limits of the door', async () => {
    const many = (quantity: number, price = '1') => [{ ...TEA, quantity, price }];
    const kinds = async (lines: ReturnType<typeof many>) => ({
      graphql: (await shop.place(lines)).__typename,
      trp: (await shop.place(lines, someUser(), {}, 'trp')).__typename,
    });
    expect(await kinds(many(1_000))).toEqual({ graphql: 'OrderPlaced', trp: 'OrderPlaced' });
    expect(await kinds(many(1_001))).toEqual({ graphql: 'InvalidOrder', trp: 'OrderPlaced' });
    expect(await kinds(many(10_000))).toEqual({ graphql: 'InvalidOrder', trp: 'OrderPlaced' });
    expect(await kinds(many(10_001))).toEqual({ graphql: 'InvalidOrder', trp: 'InvalidOrder' });
    expect(await kinds(many(100, '1000000'))).toEqual({ graphql: 'OrderPlaced', trp: 'InvalidOrder' });
    expect(await kinds(many(1, '0'))).toEqual({ graphql: 'OrderPlaced', trp: 'InvalidOrder' });
    expect((await shop.place(many(100, '999999.99'), someUser(), {}, 'trp')).order.total).toBe('99999999.00');
  });

  it('tells clients of kpo what is wrong in the order they know', async () => {
    const dish = await shop.addDish({ quantity: 5 });
    const kpo = (lines: readonly object[]) =>
      shop.place(lines as readonly Record<string, unknown>[], someUser(), {}, 'kpo');
    expect(await kpo([])).toMatchObject({ __typename: 'InvalidOrder', problems: [{ field: 'lines' }] });
    expect(
      await kpo([
        { dishNumber: 900_001, quantity: 0 },
        { dishNumber: 900_002, quantity: 1 },
      ]),
    ).toEqual({
      __typename: 'DishesNotFound',
      dishIds: [],
      dishNumbers: [900_001, 900_002],
    });
    expect(
      await kpo([
        { dishNumber: dish.number, quantity: 1 },
        { dishNumber: dish.number, quantity: 0 },
      ]),
    ).toEqual({
      __typename: 'DishesNotFound',
      dishIds: [],
      dishNumbers: [],
    });
    expect(await kpo([{ dishNumber: dish.number, quantity: 0 }])).toMatchObject({
      __typename: 'InvalidOrder',
      problems: [{ field: 'lines.0.quantity' }],
    });
    expect(await kpo([{ dishNumber: dish.number, quantity: 2_000_000 }])).toMatchObject({
      __typename: 'InsufficientStock',
      shortages: [{ dish: { id: dish.id }, wanted: 2_000_000, left: 5 }],
    });
    expect(await kpo([TEA])).toMatchObject({ problems: [{ field: 'lines.0.product' }] });
  });
});
