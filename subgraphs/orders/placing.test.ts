import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { countStatements, SOME_TEXT, someUser, type TestReply } from '../../tests/support/open-test-subgraph.ts';
import { ADMINISTRATOR, MANAGER, MUTATIONS, openShop, SERVICE, type Shop } from './order-shop.suite.ts';

const TEA = { product: 'tea', quantity: 2, price: '1.25' };

describe('placing an order', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  const countOrders = async () => {
    const rows = await shop.ask('query { orderPage(limit: 1) { total } }', {}, ADMINISTRATOR);
    return (rows as TestReply<{ orderPage: { total: number } }>).data.orderPage.total;
  };

  it('takes name and price of a dish from the menu, by id or by number, and its stock', async () => {
    const soup = await shop.addDish({ name: 'soup', price: '4.50', quantity: 10 });
    const cake = await shop.addDish({ name: 'cake', price: '0.10', quantity: 3 });
    const placed = await shop.place([
      { dishId: soup.id.toUpperCase(), quantity: 2 },
      { dishNumber: cake.number, quantity: 3 },
    ]);
    expect(placed).toMatchObject({
      __typename: 'OrderPlaced',
      repeated: false,
      order: {
        status: 'PENDING',
        workflow: 'KITCHEN',
        version: 1,
        total: '9.30',
        lines: [
          { product: 'soup', quantity: 2, price: '4.50', dish: { id: soup.id, quantity: 8 } },
          { product: 'cake', quantity: 3, price: '0.10', dish: { id: cake.id, quantity: 0 } },
        ],
      },
    });
    expect([await shop.stock(soup.id), await shop.stock(cake.id)]).toEqual([8, 0]);
    expect(await shop.dish(soup.id)).toMatchObject({ version: soup.version + 1 });
  });

  it('finds it again by number, for its user, administrators, and for managers of the kitchen', async () => {
    const dish = await shop.addDish();
    const user = someUser();
    const kitchen = (await shop.place([{ dishId: dish.id, quantity: 1 }], user)).order;
    const manual = (await shop.place([TEA], user)).order;
    const find = (number: number, viewer?: typeof user) =>
      shop.ask('query ($n: Int!) { orderByNumber(number: $n) { number lines { product } } }', { n: number }, viewer);
    const found = (number: number, product: string) => ({ data: { orderByNumber: { number, lines: [{ product }] } } });
    for (const viewer of [user, ADMINISTRATOR]) {
      expect(await find(kitchen.number, viewer)).toEqual(found(kitchen.number, 'soup'));
      expect(await find(manual.number, viewer)).toEqual(found(manual.number, 'tea'));
    }
    expect(await find(kitchen.number, MANAGER)).toEqual(found(kitchen.number, 'soup'));
    expect(await find(manual.number, MANAGER)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await find(kitchen.number, someUser())).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await find(kitchen.number)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(await find(-1, user)).toEqual({ data: { orderByNumber: null } });
  });

  it.each([
    ['dishes', undefined, 'KITCHEN'],
    ['dishes', 'MANUAL', 'MANUAL'],
    ['dishes', 'KITCHEN', 'KITCHEN'],
    ['products', undefined, 'MANUAL'],
    ['products', 'MANUAL', 'MANUAL'],
    ['both', undefined, 'MANUAL'],
  ])('of %s where the client wants workflow %s goes to %s', async (what, workflow, expected) => {
    const { id } = await shop.addDish();
    const lines = [...(what === 'products' ? [] : [{ dishId: id, quantity: 1 }]), ...(what === 'dishes' ? [] : [TEA])];
    expect((await shop.place(lines, someUser(), workflow === undefined ? {} : { workflow })).order).toMatchObject({
      workflow: expected,
    });
  });

  describe('refuses', () => {
    it('dishes that are not there, all at once, and takes nothing', async () => {
      const dish = await shop.addDish();
      const unknown = crypto.randomUUID();
      const before = await countOrders();
      const lines = [
        { dishId: dish.id, quantity: 1 },
        { dishId: 'x', quantity: 1 },
        { dishId: unknown, quantity: 1 },
      ];
      expect(await shop.place([...lines, { dishNumber: -1, quantity: 1 }])).toEqual({
        __typename: 'DishesNotFound',
        dishIds: ['x', unknown],
        dishNumbers: [-1],
      });
      expect(await shop.dish(dish.id)).toEqual(dish);
      expect(await countOrders()).toBe(before);
    });

    it('more than there is, and takes nothing of the others', async () => {
      const [plenty, few, none] = [
        await shop.addDish(),
        await shop.addDish({ quantity: 1 }),
        await shop.addDish({ quantity: 0 }),
      ];
      const lines = [plenty, few, none].map(({ id }) => ({ dishId: id, quantity: 2 }));
      const refused = await shop.place(lines);
      expect(refused.__typename).toBe('InsufficientStock');
      expect(refused.shortages).toHaveLength(2);
      expect(refused.shortages).toEqual(
        expect.arrayContaining([
          { dish: { id: few.id, quantity: 1 }, wanted: 2, left: 1 },
          { dish: { id: none.id, quantity: 0 }, wanted: 2, left: 0 },
        ]),
      );
      expect(await shop.dish(plenty.id)).toEqual(plenty);
    });

    it.each([
      ['a line that names nothing', () => ({ quantity: 1 }), 'lines.0'],
      [
        'a line that names two things',
        (n: number) => ({ dishNumber: n, product: 'tea', price: '1', quantity: 1 }),
        'lines.0',
      ],
      ['a dish at a price of the client', (n: number) => ({ dishNumber: n, price: '1', quantity: 1 }), 'lines.0.price'],
      ['a product without a price', () => ({ product: 'tea', quantity: 1 }), 'lines.0.price'],
      ['no piece of a dish', (n: number) => ({ dishNumber: n, quantity: 0 }), 'lines.0.quantity'],
      ['less than none of a dish', (n: number) => ({ dishNumber: n, quantity: -1 }), 'lines.0.quantity'],
      ['too many pieces of a dish', (n: number) => ({ dishNumber: n, quantity: 1_001 }), 'lines.0.quantity'],
    ])('%s', async (_what, line, field) => {
      const dish = await shop.addDish({ quantity: 2_000 });
      expect(await shop.place([line(dish.number)])).toEqual({
        __typename: 'InvalidOrder',
        problems: [{ field, message: SOME_TEXT }],
      });
      expect(await shop.dish(dish.id)).toEqual(dish);
    });

    it('a dish that an earlier line has, however it is named', async () => {
      const { id, number } = await shop.addDish();
      const lines = [
        { dishId: id, quantity: 1 },
        { dishNumber: number, quantity: 1 },
      ];
      expect(await shop.place(lines)).toMatchObject({ __typename: 'InvalidOrder', problems: [{ field: 'lines.1' }] });
      expect(await shop.stock(id)).toBe(10);
    });

    it('a product in a kitchen order', async () => {
      expect(await shop.place([TEA], someUser(), { workflow: 'KITCHEN' })).toMatchObject({
        problems: [{ field: 'lines.0.product' }],
      });
    });

    it('a total that has no place', async () => {
      const dishes = await Promise.all(
        Array.from({ length: 100 }, () => shop.addDish({ price: '99999999.99', quantity: 1_000_000_000 })),
      );
      const lines = dishes.map(({ id }) => ({ dishId: id, quantity: 20_000 }));
      expect(await shop.place(lines, someUser(), {}, 'kpo')).toMatchObject({ problems: [{ field: 'lines' }] });
      const fits = dishes.map(({ id }) => ({ dishId: id, quantity: 1_000 }));
      expect((await shop.place(fits)).order.total).toBe('9999999999000.00');
    });

    it('everybody who is not a user', async () => {
      const input = { lines: [TEA] };
      expect(await shop.refusal(MUTATIONS.placeOrder, { input })).toEqual({ code: 'UNAUTHENTICATED' });
      expect(await shop.refusal(MUTATIONS.placeOrder, { input }, SERVICE)).toEqual({ code: 'UNAUTHENTICATED' });
    });
  });

  describe('with an idempotency key', () => {
    it('a hundred times at once is one order, with one answer, and takes the stock once', async () => {
      const dish = await shop.addDish({ quantity: 1 });
      const user = someUser();
      const placings = Array.from({ length: 100 }, () =>
        shop.place([{ dishId: dish.id, quantity: 1 }], user, { idempotencyKey: 'once' }),
      );
      const answers = await Promise.all(placings);
      expect(new Set(answers.map(({ order }) => JSON.stringify(order))).size).toBe(1);
      expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(await shop.stock(dish.id)).toBe(0);
    });

    it('is answered with the order even where it could not be placed any more', async () => {
      const dish = await shop.addDish({ quantity: 1 });
      const user = someUser();
      const again = () => shop.place([{ dishId: dish.id, quantity: 1 }], user, { idempotencyKey: 'again' });
      const { order } = await again();
      await shop.run('archiveDish', { input: { dish: { id: dish.id } } }, MANAGER);
      expect(await again()).toMatchObject({ __typename: 'OrderPlaced', repeated: true, order: { id: order.id } });
    });

    it('is refused with another content, and nothing is taken', async () => {
      const dish = await shop.addDish();
      const user = someUser();
      const line = { dishId: dish.id, quantity: 1 };
      const { order } = await shop.place([line], user, { idempotencyKey: 'k' });
      const others = [
        shop.place([{ ...line, quantity: 2 }], user, { idempotencyKey: 'k' }),
        shop.place([line], user, { idempotencyKey: 'k', specialRequests: 'hot' }),
        shop.place([line], user, { idempotencyKey: 'k', workflow: 'MANUAL' }),
      ];
      for (const other of await Promise.all(others))
        expect(other).toMatchObject({ __typename: 'OrderKeyReused', order: { id: order.id } });
      expect(await shop.stock(dish.id)).toBe(9);
      expect(await shop.place([line], someUser(), { idempotencyKey: 'k' })).toMatchObject({ repeated: false });
    });

    it('is free again when the placing was refused', async () => {
      const dish = await shop.addDish({ quantity: 0 });
      const user = someUser();
      const tryIt = () => shop.place([{ dishId: dish.id, quantity: 1 }], user, { idempotencyKey: 'later' });
      expect(await tryIt()).toMatchObject({ __typename: 'InsufficientStock' });
      await shop.run('updateDish', { input: { dish: { id: dish.id }, quantity: 5 } }, MANAGER);
      expect(await tryIt()).toMatchObject({ __typename: 'OrderPlaced', repeated: false });
    });
  });

  it('two hundred times at once sells the last fifty dishes to exactly fifty', async () => {
    const dish = await shop.addDish({ quantity: 50 });
    const other = await shop.addDish({ quantity: 1_000 });
    const placings = Array.from({ length: 200 }, (_, n) => {
      const lines = [dish, other].map(({ id }) => ({ dishId: id, quantity: 1 }));
      return shop.place(n % 2 === 0 ? lines : lines.reverse());
    });
    const names = (await Promise.all(placings)).map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'OrderPlaced')).toHaveLength(50);
    expect(names.filter((name) => name === 'InsufficientStock')).toHaveLength(150);
    expect([await shop.stock(dish.id), await shop.stock(other.id)]).toEqual([0, 950]);
  });

  it('costs as many statements for a hundred dishes as for one, and so does reading them back', async () => {
    const dishes = await Promise.all(Array.from({ length: 100 }, () => shop.addDish()));
    const counts: number[][] = [];
    for (const size of [1, 10, 100]) {
      const lines = dishes.slice(0, size).map(({ id }) => ({ dishId: id, quantity: 1 }));
      const user = someUser();
      let id = '';
      const placing = await countStatements(async () => {
        id = (await shop.place(lines, user, { idempotencyKey: 'k' })).order.id;
      });
      const reading = await countStatements(() => shop.order(id));
      const cancelling = await countStatements(() => shop.run('cancelOrder', { id }, user));
      counts.push([placing, reading, cancelling]);
    }
    expect(counts[0]?.[1]).toBe(3);
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[2]).toEqual(counts[0]);
  });
});
