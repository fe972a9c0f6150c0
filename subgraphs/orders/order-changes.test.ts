import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SOME_TEXT, someUser } from '../../tests/support/open-test-subgraph.ts';
import { ADMINISTRATOR, MANAGER, MUTATIONS, openShop, SERVICE, type Shop } from './order-shop.suite.ts';

const TEA = { product: 'tea', quantity: 2, price: '1.25' };

describe('changing an order', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  const change = (input: Readonly<Record<string, unknown>>, viewer = ADMINISTRATOR) =>
    shop.run('changeOrder', { input }, viewer);

  it('replaces lines at the present prices, and moves stock by the difference', async () => {
    const [soup, cake] = [await shop.addDish({ price: '2' }), await shop.addDish({ price: '3' })];
    const user = someUser();
    const lines = [{ dishId: soup.id, quantity: 3 }, TEA];
    const { order } = await shop.place(lines, user, { workflow: 'MANUAL', specialRequests: 'hot' });
    await shop.run('updateDish', { input: { dish: { id: soup.id }, price: '2.50' } }, MANAGER);
    const newLines = [
      { dishId: cake.id, quantity: 2 },
      { dishId: soup.id, quantity: 1 },
    ];
    const changed = await change({ id: order.id, version: order.version, lines: newLines });
    expect(changed).toMatchObject({
      __typename: 'OrderChanged',
      order: {
        total: '8.50',
        version: 2,
        specialRequests: 'hot',
        lines: [
          { product: 'soup', quantity: 2, price: '3.00', dish: { id: cake.id } },
          { product: 'soup', quantity: 1, price: '2.50', dish: { id: soup.id } },
        ],
      },
    });
    expect([await shop.stock(soup.id), await shop.stock(cake.id)]).toEqual([9, 8]);
    expect(await shop.order(order.id)).toEqual(changed.order);
  });

  it('does all that it is asked for, or nothing', async () => {
    const dish = await shop.addDish({ quantity: 1 });
    const { order } = await shop.place([TEA]);
    const wanted = { id: order.id, status: 'IN_PROGRESS', specialRequests: 'now' };
    const tooMuch = { ...wanted, lines: [{ dishId: dish.id, quantity: 2 }] };
    expect(await change(tooMuch)).toMatchObject({
      __typename: 'InsufficientStock',
      shortages: [{ wanted: 2, left: 1 }],
    });
    expect(await change({ ...wanted, lines: [{ dishId: 'x', quantity: 2 }] })).toMatchObject({ dishIds: ['x'] });
    expect(await shop.order(order.id)).toEqual(order);
    expect((await change({ ...wanted, lines: [{ ...TEA, quantity: 1 }] })).order).toMatchObject({
      status: 'IN_PROGRESS',
      specialRequests: 'now',
      total: '1.25',
      version: 2,
    });
  });

  it('of a cancelled order takes no stock, until it is taken up with its new lines', async () => {
    const dish = await shop.addDish({ quantity: 5 });
    const { order } = await shop.place([TEA]);
    await shop.run('cancelOrder', { id: order.id }, ADMINISTRATOR);
    await change({ id: order.id, lines: [{ dishId: dish.id, quantity: 4 }] });
    expect(await shop.stock(dish.id)).toBe(5);
    await change({ id: order.id, status: 'PENDING', lines: [{ dishId: dish.id, quantity: 3 }] });
    expect(await shop.stock(dish.id)).toBe(2);
  });

  it('that changes nothing leaves the version as it is', async () => {
    const { order } = await shop.place([TEA], someUser(), { specialRequests: 'hot' });
    for (const nothing of [{}, { specialRequests: 'hot' }, { lines: null, status: null, specialRequests: null }])
      expect((await change({ id: order.id, ...nothing })).order).toEqual(order);
  });

  it('lets its user change the special requests while nobody has begun', async () => {
    const { id: dishId } = await shop.addDish();
    const user = someUser();
    for (const workflow of ['KITCHEN', 'MANUAL']) {
      const { order } = await shop.place([{ dishId, quantity: 1 }], user, { workflow });
      const requests = (viewer = user) => change({ id: order.id, specialRequests: 'no salt' }, viewer);
      expect((await requests()).order).toMatchObject({ specialRequests: 'no salt', version: 2 });
      await shop.run('setOrderStatus', { id: order.id, status: 'IN_PROGRESS' }, ADMINISTRATOR);
      expect(await requests()).toEqual({
        __typename: 'InvalidOrder',
        problems: [{ field: 'specialRequests', message: SOME_TEXT }],
      });
      expect(await requests(workflow === 'KITCHEN' ? MANAGER : ADMINISTRATOR)).toMatchObject({
        __typename: 'OrderChanged',
      });
    }
  });

  it('lets only administrators replace lines, and nobody those of a kitchen order', async () => {
    const { id: dishId } = await shop.addDish();
    const user = someUser();
    const manual = (await shop.place([TEA], user)).order;
    const kitchen = (await shop.place([{ dishId, quantity: 1 }], user)).order;
    const lines = [TEA];
    const refusal = (id: string, viewer: typeof user) =>
      shop.refusal(MUTATIONS.changeOrder, { input: { id, lines } }, viewer);
    const forbidden = { code: 'FORBIDDEN', field: 'input.lines' };
    expect(await refusal(manual.id, user)).toEqual(forbidden);
    expect(await refusal(kitchen.id, user)).toEqual(forbidden);
    expect(await refusal(kitchen.id, MANAGER)).toEqual(forbidden);
    expect(await change({ id: kitchen.id, lines: [{ dishId, quantity: 2 }] })).toMatchObject({
      __typename: 'InvalidOrder',
      problems: [{ field: 'lines' }],
    });
    expect(await shop.order(manual.id)).toEqual(manual);
  });

  it.each([
    ['no lines', { lines: [] }, 'lines'],
    ['too many lines', { lines: Array.from({ length: 101 }, () => TEA) }, 'lines'],
    ['a line that names nothing', { lines: [{ quantity: 1 }] }, 'lines.0'],
    ['a blank product', { lines: [{ ...TEA, product: ' ' }] }, 'lines.0.product'],
    ['an over-long product', { lines: [TEA, { ...TEA, product: 'x'.repeat(201) }] }, 'lines.1.product'],
    ['a product without a price', { lines: [{ product: 'tea', quantity: 1 }] }, 'lines.0.price'],
    ['a negative price', { lines: [{ ...TEA, price: '-1' }] }, 'lines.0.price'],
    ['too high a price', { lines: [{ ...TEA, price: '1000000.01' }] }, 'lines.0.price'],
    ['no quantity', { lines: [{ ...TEA, quantity: 0 }] }, 'lines.0.quantity'],
    ['a negative quantity', { lines: [{ ...TEA, quantity: -5 }] }, 'lines.0.quantity'],
    ['too large a quantity', { lines: [{ ...TEA, quantity: 1_001 }] }, 'lines.0.quantity'],
    ['over-long special requests', { specialRequests: 'x'.repeat(2_001) }, 'specialRequests'],
    ['special requests that cannot be stored', { specialRequests: '\0' }, 'specialRequests'],
  ])('says what is wrong with %s', async (_what, wrong, field) => {
    const { order } = await shop.place([TEA]);
    expect(await change({ id: order.id, ...wrong })).toEqual({
      __typename: 'InvalidOrder',
      problems: [{ field, message: SOME_TEXT }],
    });
    expect(await shop.order(order.id)).toEqual(order);
  });

  it('names the statuses that are allowed where one is not', async () => {
    const user = someUser();
    const { order } = await shop.place([TEA], user);
    expect(await change({ id: order.id, status: 'COMPLETED', specialRequests: 'x' }, user)).toEqual({
      __typename: 'IllegalTransition',
      from: 'PENDING',
      to: 'COMPLETED',
      allowed: ['CANCELLED'],
    });
    expect(await shop.order(order.id)).toEqual(order);
  });

  describe.each([
    ['cancelOrder', (target: object) => ({ ...target })],
    ['setOrderStatus', (target: object) => ({ ...target, status: 'CANCELLED' })],
    ['changeOrder', (target: object) => ({ input: { ...target, specialRequests: 'x' } })],
    ['deleteOrder', (target: object) => ({ ...target })],
  ] as const)('by %s', (mutation, variables) => {
    it.each(['', 'x', '1', 'a\0b', crypto.randomUUID()])('knows no order by the id %j', async (id) => {
      expect(await shop.run(mutation, variables({ id }), ADMINISTRATOR)).toEqual({ __typename: 'OrderNotFound', id });
    });

    it.each([0, -1, 2, 2_147_483_647])('refuses the stale version %i with the order as it is', async (version) => {
      const { order } = await shop.place([TEA]);
      expect(await shop.run(mutation, variables({ id: order.id, version }), ADMINISTRATOR)).toEqual({
        __typename: 'OrderVersionConflict',
        order,
      });
      expect(await shop.order(order.id)).toEqual(order);
    });

    it('is for those alone whose order it is', async () => {
      const { order } = await shop.place([TEA]);
      const refusal = (viewer?: typeof ADMINISTRATOR) =>
        shop.refusal(MUTATIONS[mutation], variables({ id: order.id }), viewer);
      expect(await refusal()).toEqual({ code: 'UNAUTHENTICATED' });
      expect(await refusal(someUser())).toEqual({ code: 'FORBIDDEN' });
      expect(await refusal(MANAGER)).toEqual({ code: 'FORBIDDEN' });
      expect(await shop.order(order.id)).toEqual(order);
    });
  });
});

describe('deleting an order', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it.each([
    [[], 10],
    [['IN_PROGRESS'], 10],
    [['CANCELLED'], 10],
    [['IN_PROGRESS', 'COMPLETED'], 7],
  ])('that went through %j leaves a stock of %i, and the answer has all that it had', async (way, stock) => {
    const dish = await shop.addDish({ quantity: 10 });
    let { order } = await shop.place([{ dishId: dish.id, quantity: 3 }, TEA]);
    for (const status of way) ({ order } = await shop.run('setOrderStatus', { id: order.id, status }, ADMINISTRATOR));
    const deleted = await shop.run('deleteOrder', { id: order.id, version: order.version }, ADMINISTRATOR);
    expect(deleted).toMatchObject({
      __typename: 'OrderDeleted',
      order: {
        id: order.id,
        status: order.status,
        lines: [{ quantity: 3, dish: { id: dish.id } }, { product: 'tea' }],
      },
    });
    expect(await shop.order(order.id)).toBeNull();
    expect(await shop.stock(dish.id)).toBe(stock);
  });

  it('is for administrators: neither its user nor a manager or service may', async () => {
    const { id: dishId } = await shop.addDish();
    const user = someUser();
    const { order } = await shop.place([{ dishId, quantity: 1 }], user);
    for (const viewer of [user, MANAGER, SERVICE])
      expect(await shop.refusal(MUTATIONS.deleteOrder, { id: order.id }, viewer)).toEqual({ code: 'FORBIDDEN' });
    expect(await shop.refusal(MUTATIONS.deleteOrder, { id: order.id })).toEqual({ code: 'UNAUTHENTICATED' });
    expect(await shop.order(order.id)).toMatchObject({ status: 'PENDING' });
  });

  it('happens once, and gives back once', async () => {
    const dish = await shop.addDish({ quantity: 10 });
    const { order } = await shop.place([{ dishId: dish.id, quantity: 3 }]);
    const deletions = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        shop.run(n % 2 === 0 ? 'deleteOrder' : 'cancelOrder', { id: order.id }, ADMINISTRATOR),
      ),
    );
    expect(deletions.filter(({ __typename }) => __typename === 'OrderDeleted')).toHaveLength(1);
    expect(await shop.stock(dish.id)).toBe(10);
  });
});
