import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  countStatements,
  SOME_TEXT,
  someUser,
  type TestList,
  type TestReply,
} from '../../tests/support/open-test-subgraph.ts';
import {
  ADMINISTRATOR,
  DISH,
  MANAGER,
  MUTATIONS,
  openShop,
  SERVICE,
  type Shop,
  type ShopDish,
} from './order-shop.suite.ts';

const MENU = `query ($first: Int, $after: String) { menu(first: $first, after: $after) { edges { node ${DISH} } pageInfo { hasNextPage endCursor } } }`;
const DISHES = `query ($all: Boolean!) { dishes(includeArchived: $all, first: 100) { edges { node ${DISH} } } }`;
const GOOD = { name: 'soup', description: 'hot', price: '4.50', quantity: 3 };

describe('the menu', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  const menu = async (variables = {}) =>
    ((await shop.ask(MENU, variables)) as TestReply<{ menu: TestList<ShopDish> }>).data.menu;
  const numbersOf = ({ edges }: Pick<TestList<ShopDish>, 'edges'>) => edges.map(({ node }) => node.number);

  it('has a dish as its manager wrote it, for everybody', async () => {
    const { __typename, dish } = await shop.run('createDish', { input: { ...GOOD, name: '  soup ' } }, MANAGER);
    expect(__typename).toBe('DishCreated');
    expect(dish).toMatchObject({ ...GOOD, isArchived: false, version: 1 });
    expect((await menu({ first: 100 })).edges.map(({ node }) => node)).toContainEqual(dish);
    const byNumber = await shop.ask(`query ($n: Int!) { dishByNumber(number: $n) ${DISH} }`, { n: dish.number });
    expect(byNumber).toEqual({ data: { dishByNumber: dish } });
    expect(await shop.entities({ type: 'Dish', keys: [{ id: dish.id }], fields: 'name' })).toEqual({
      data: { _entities: [{ name: 'soup' }] },
    });
  });

  it('has only what is left and not archived, by number; managers see the rest', async () => {
    const left = await shop.addDish();
    const soldOut = await shop.addDish({ quantity: 0 });
    const archived = await shop.addDish();
    await shop.run('archiveDish', { input: { dish: { id: archived.id } } }, MANAGER);
    const numbers = numbersOf(await menu({ first: 100 }));
    expect(numbers).toContain(left.number);
    expect(numbers).not.toContain(soldOut.number);
    expect(numbers).not.toContain(archived.number);
    const listed = async (all: boolean) => {
      const reply = (await shop.ask(DISHES, { all }, MANAGER)) as TestReply<{ dishes: TestList<ShopDish> }>;
      return numbersOf(reply.data.dishes);
    };
    expect(await listed(false)).toEqual(expect.arrayContaining([left.number, soldOut.number]));
    expect(await listed(false)).not.toContain(archived.number);
    expect(await listed(true)).toContain(archived.number);
  });

  it('is read in pages without gap or repetition', async () => {
    for (let i = 0; i < 5; i++) await shop.addDish();
    const whole = numbersOf(await menu({ first: 100 }));
    const walked: number[] = [];
    let after: string | null = null;
    do {
      const page: TestList<ShopDish> = await menu({ first: 2, after });
      walked.push(...numbersOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(walked).toEqual(whole);
    expect(walked).toEqual([...walked].sort((a, b) => a - b));
  });

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 101 }],
    ['after', { after: 'x' }],
    ['after', { after: '' }],
  ])('refuses a page with a wrong %s', async (field, variables) => {
    expect(await shop.refusal(MENU, variables)).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('hides an archived dish from everybody but managers, and it stays with the orders that have it', async () => {
    const dish = await shop.addDish();
    const user = someUser();
    const { order } = await shop.place([{ dishId: dish.id, quantity: 1 }], user);
    const { __typename } = await shop.run('archiveDish', { input: { dish: { number: dish.number } } }, MANAGER);
    expect(__typename).toBe('DishArchived');
    const find = (viewer?: typeof user) =>
      shop.ask('query ($id: ID!) { dish(id: $id) { id } }', { id: dish.id }, viewer);
    expect(await find(user)).toEqual({ data: { dish: null } });
    expect(await find(MANAGER)).toEqual({ data: { dish: { id: dish.id } } });
    const lines = await shop.ask(
      'query ($id: ID!) { order(id: $id) { lines { product dish { id isArchived } } } }',
      { id: order.id },
      user,
    );
    expect(lines.data).toEqual({ order: { lines: [{ product: 'soup', dish: { id: dish.id, isArchived: true } }] } });
    expect(await shop.place([{ dishId: dish.id, quantity: 1 }])).toMatchObject({
      __typename: 'DishesNotFound',
      dishIds: [dish.id],
    });
    for (const mutation of ['archiveDish', 'updateDish'] as const)
      expect(await shop.run(mutation, { input: { dish: { id: dish.id } } }, MANAGER)).toMatchObject({
        __typename: 'DishNotFound',
      });
  });

  it('changes what a manager names and nothing else; orders keep the price they had', async () => {
    const dish = await shop.addDish({ price: '4.50' });
    const { order } = await shop.place([{ dishId: dish.id, quantity: 2 }]);
    const { version } = await shop.dish(dish.id);
    const input = { dish: { id: dish.id }, version, name: ' broth ', price: '5', quantity: 100 };
    const changed = await shop.run('updateDish', { input }, MANAGER);
    expect(changed).toMatchObject({
      __typename: 'DishChanged',
      dish: { name: 'broth', description: '', price: '5.00', quantity: 100, version: version + 1 },
    });
    expect(await shop.order(order.id)).toMatchObject({ total: '9.00', lines: [{ product: 'soup', price: '4.50' }] });
    const nothing = await shop.run('updateDish', { input: { dish: { number: dish.number } } }, ADMINISTRATOR);
    expect(nothing.dish).toEqual(changed.dish);
  });

  it('answers a stale version with the dish as it is, also where an order took stock meanwhile', async () => {
    const dish = await shop.addDish({ quantity: 10 });
    await shop.place([{ dishId: dish.id, quantity: 3 }]);
    const input = { dish: { id: dish.id }, version: dish.version };
    const conflict = {
      __typename: 'DishVersionConflict',
      dish: { id: dish.id, quantity: 7, version: dish.version + 1 },
    };
    expect(await shop.run('updateDish', { input: { ...input, quantity: 15 } }, MANAGER)).toMatchObject(conflict);
    expect(await shop.run('archiveDish', { input }, MANAGER)).toMatchObject(conflict);
    expect(await shop.stock(dish.id)).toBe(7);
  });

  it('loses no change of two managers at once', async () => {
    const dish = await shop.addDish();
    const changes = Array.from({ length: 10 }, (_, n) =>
      shop.run('updateDish', { input: { dish: { id: dish.id }, version: 1, quantity: n } }, MANAGER),
    );
    const names = (await Promise.all(changes)).map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'DishChanged')).toHaveLength(1);
    expect(names.filter((name) => name === 'DishVersionConflict')).toHaveLength(9);
  });

  describe('refuses bad input', () => {
    let dish: ShopDish;
    beforeEach(async () => {
      dish = await shop.addDish();
    });

    it.each([
      ['a blank name', { name: '  ' }, 'name'],
      ['an over-long name', { name: 'x'.repeat(101) }, 'name'],
      ['a name that cannot be stored', { name: 'a\0' }, 'name'],
      ['an over-long description', { description: 'x'.repeat(10_001) }, 'description'],
      ['half a character', { description: '\udc00' }, 'description'],
      ['a negative price', { price: '-1' }, 'price'],
      ['a negative zero', { price: '-0' }, 'price'],
      ['too high a price', { price: '100000000' }, 'price'],
      ['a negative stock', { quantity: -1 }, 'quantity'],
      ['too large a stock', { quantity: 1_000_000_001 }, 'quantity'],
    ])('%s', async (_what, wrong, field) => {
      const refused = { __typename: 'InvalidDish', problems: [{ field, message: SOME_TEXT }] };
      expect(await shop.run('createDish', { input: { ...GOOD, ...wrong } }, MANAGER)).toEqual(refused);
      expect(await shop.run('updateDish', { input: { dish: { id: dish.id }, ...wrong } }, MANAGER)).toEqual(refused);
      expect(await shop.dish(dish.id)).toEqual(dish);
    });

    it('and takes the largest values', async () => {
      const largest = {
        name: 'x'.repeat(100),
        description: 'y'.repeat(10_000),
        price: '99999999.99',
        quantity: 1_000_000_000,
      };
      expect((await shop.run('createDish', { input: largest }, MANAGER)).dish).toMatchObject(largest);
    });

    it('a dish that is named in no way, or in two', async () => {
      const both = { id: dish.id, number: dish.number };
      for (const mutation of ['updateDish', 'archiveDish'] as const)
        for (const named of [{}, both, { id: null, number: null }])
          expect(await shop.refusal(MUTATIONS[mutation], { input: { dish: named } }, MANAGER)).toEqual({
            code: 'BAD_USER_INPUT',
            field: 'input.dish',
          });
    });

    it.each([
      { id: '' },
      { id: 'x' },
      { id: crypto.randomUUID() },
      { number: -1 },
      { number: 0 },
      { number: 2_147_483_647 },
    ])('an unknown dish %j', async (named) => {
      for (const mutation of ['updateDish', 'archiveDish'] as const)
        expect(await shop.run(mutation, { input: { dish: named } }, MANAGER)).toMatchObject({
          __typename: 'DishNotFound',
        });
    });
  });

  it('is changed by managers and administrators only', async () => {
    const { id } = await shop.addDish();
    const attempts: readonly (readonly [string, Record<string, unknown>])[] = [
      [DISHES, { all: true }],
      [MUTATIONS.createDish, { input: GOOD }],
      [MUTATIONS.updateDish, { input: { dish: { id }, name: 'mine' } }],
      [MUTATIONS.archiveDish, { input: { dish: { id } } }],
    ];
    for (const [document, variables] of attempts) {
      expect(await shop.refusal(document, variables)).toEqual({ code: 'UNAUTHENTICATED' });
      expect(await shop.refusal(document, variables, someUser())).toEqual({ code: 'FORBIDDEN' });
      expect(await shop.refusal(document, variables, SERVICE)).toEqual({ code: 'FORBIDDEN' });
      expect(await shop.refusal(document, variables, ADMINISTRATOR)).toBeUndefined();
    }
  });

  it('costs as many statements for a hundred dishes as for one', async () => {
    const dishes = await Promise.all(Array.from({ length: 100 }, () => shop.addDish()));
    const count = (keys: readonly ShopDish[]) =>
      countStatements(() => shop.entities({ type: 'Dish', keys: keys.map(({ id }) => ({ id })), fields: 'name' }));
    expect([await count(dishes.slice(0, 1)), await count(dishes.slice(0, 10)), await count(dishes)]).toEqual([1, 1, 1]);
  });
});
