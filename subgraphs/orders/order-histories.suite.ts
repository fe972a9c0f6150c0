import fc from 'fast-check';
import { expect } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { someUser } from '../../tests/support/open-test-subgraph.ts';
import type { OrderStatus } from './entities/order.entity.ts';
import {
  ADMINISTRATOR,
  MANAGER,
  type Shop,
  type ShopDish,
  type ShopResult,
  type Variables,
} from './order-shop.suite.ts';

const STATUSES = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] as const;

/** One thing that somebody does; orders and dishes are named by their place among those that there are. */
export type Step =
  | { readonly kind: 'place'; readonly pieces: readonly number[]; readonly key: number }
  | {
      readonly kind: 'status';
      readonly order: number;
      readonly to: OrderStatus;
      readonly by: 'owner' | 'administrator';
    }
  | { readonly kind: 'lines'; readonly order: number; readonly pieces: readonly number[] }
  | { readonly kind: 'delete'; readonly order: number };

/** Few, so that a key is repeated with the same content now and then. */
const pieces = fc.constantFrom<readonly number[]>([1, 0], [2, 1], [0, 3], [4, 2], [0, 0]);
const order = fc.nat({ max: 2 });

export const histories = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('place' as const), pieces, key: fc.nat({ max: 2 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('status' as const),
        order,
        to: fc.constantFrom(...STATUSES),
        by: fc.constantFrom('owner' as const, 'administrator' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('lines' as const), order, pieces }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), order }) },
  ),
  { minLength: 1, maxLength: 10 },
);

export const STOCK = 6;
const CENTS = [150, 25] as const;

interface ModelOrder {
  status: OrderStatus;
  pieces: readonly number[];
  readonly key: number;
  /** As it was placed: a key repeats exactly this. */
  readonly asPlaced: string;
}

/** What the shop promises of MANUAL orders with stock, in the fewest words. */
export class ShopModel {
  readonly stock = [STOCK, STOCK];
  readonly orders: ModelOrder[] = [];

  /** Does a step and says which result it has. */
  apply(step: Step): string {
    if (step.kind === 'place') return this.#place(step.pieces, step.key);
    const subject = this.orders[step.order];
    if (subject === undefined) return 'nothing';
    if (step.kind === 'delete') {
      if (subject.status !== 'COMPLETED') this.#move(held(subject), [0, 0]);
      this.orders.splice(step.order, 1);
      return 'OrderDeleted';
    }
    const status = step.kind === 'status' ? step.to : subject.status;
    const wanted = step.kind === 'lines' ? step.pieces : subject.pieces;
    if (wanted.every((count) => count === 0)) return 'InvalidOrder';
    if (step.kind === 'status' && step.by === 'owner' && (status !== 'CANCELLED' || subject.status === 'CANCELLED'))
      return 'IllegalTransition';
    if (!this.#move(held(subject), held({ status, pieces: wanted }))) return 'InsufficientStock';
    Object.assign(subject, { status, pieces: wanted });
    return 'OrderChanged';
  }

  #place(wanted: readonly number[], key: number): string {
    if (wanted.every((count) => count === 0)) return 'InvalidOrder';
    const known = key === 0 ? undefined : this.orders.find((placed) => placed.key === key);
    if (known !== undefined) return known.asPlaced === wanted.join() ? 'OrderPlaced before' : 'OrderKeyReused';
    if (!this.#move([0, 0], wanted)) return 'InsufficientStock';
    this.orders.push({ status: 'PENDING', pieces: wanted, key, asPlaced: wanted.join() });
    return 'OrderPlaced';
  }

  #move(before: readonly number[], after: readonly number[]): boolean {
    const left = this.stock.map((count, dish) => count + (before[dish] ?? 0) - (after[dish] ?? 0));
    if (left.some((count) => count < 0)) return false;
    this.stock.splice(0, 2, ...left);
    return true;
  }
}

/** The pieces that an order keeps out of stock. */
export function held({ status, pieces: wanted }: Pick<ModelOrder, 'status' | 'pieces'>): readonly number[] {
  return status === 'CANCELLED' ? [0, 0] : wanted;
}

/** What a history needs of an answer: little, so that many can be played. */
const BRIEF = {
  placeOrder: `mutation ($input: PlaceOrderInput!) { result: placeOrder(input: $input) {
    __typename ... on OrderPlaced { repeated order { id } } } }`,
  setOrderStatus: `mutation ($id: ID!, $status: OrderStatus!) { result: setOrderStatus(id: $id, status: $status) { __typename } }`,
  changeOrder: `mutation ($input: ChangeOrderInput!) { result: changeOrder(input: $input) { __typename } }`,
};

/** One user's dealings with a shop whose two dishes are theirs alone. */
export class RealShop {
  readonly orderIds: string[] = [];
  readonly dishes: readonly ShopDish[];
  readonly #shop: Shop;
  readonly #owner = someUser();

  constructor(shop: Shop, dishes: readonly ShopDish[]) {
    this.#shop = shop;
    this.dishes = dishes;
  }

  async apply(step: Step): Promise<ShopResult> {
    if (step.kind === 'place') return await this.#place(step);
    const id = this.orderIds[step.order] ?? '';
    if (step.kind === 'lines') {
      const input = { id, lines: this.#linesOf(step.pieces) };
      return await this.#run('changeOrder', { input }, ADMINISTRATOR);
    }
    if (step.kind === 'status') {
      const viewer = step.by === 'owner' ? this.#owner : ADMINISTRATOR;
      return await this.#run('setOrderStatus', { id, status: step.to }, viewer);
    }
    const result = await this.#shop.run('deleteOrder', { id }, ADMINISTRATOR);
    if (result.__typename === 'OrderDeleted') this.orderIds.splice(this.orderIds.indexOf(id), 1);
    return result;
  }

  async #place({ pieces: wanted, key }: Step & { kind: 'place' }): Promise<ShopResult> {
    const idempotencyKey = key === 0 ? null : `key ${key}`;
    const input = { lines: this.#linesOf(wanted), workflow: 'MANUAL', idempotencyKey };
    const result = await this.#run('placeOrder', { input }, this.#owner);
    if (result.__typename === 'OrderPlaced' && !result.repeated) this.orderIds.push(result.order.id);
    return result;
  }

  async #run(mutation: keyof typeof BRIEF, variables: Variables, viewer: Viewer): Promise<ShopResult> {
    const { data, errors } = await this.#shop.ask(BRIEF[mutation], variables, viewer);
    expect(errors).toBeUndefined();
    return (data as { result: ShopResult }).result;
  }

  /** What is there, read back over the graph. */
  async read(): Promise<{ readonly stock: readonly number[]; readonly orders: readonly object[] }> {
    const document = `query ($ids: [_Any!]!, $dishes: [_Any!]!) {
      orders: _entities(representations: $ids) { ... on Order { status total lines { quantity dish { number } } } }
      dishes: _entities(representations: $dishes) { ... on Dish { quantity } } }`;
    const variables = {
      ids: this.orderIds.map((id) => ({ __typename: 'Order', id })),
      dishes: this.dishes.map(({ id }) => ({ __typename: 'Dish', id })),
    };
    const { data } = await this.#shop.ask(document, variables, ADMINISTRATOR);
    const { dishes, orders } = data as { dishes: { quantity: number }[]; orders: object[] };
    return { stock: dishes.map(({ quantity }) => quantity), orders };
  }

  /** Whether a line, however it was read, has this dish. */
  isLineOf(lineDish: Partial<Pick<ShopDish, 'id' | 'number'>> | null, { id, number }: ShopDish): boolean {
    return lineDish?.id === id || lineDish?.number === number;
  }

  /** How the model's orders look over the graph. */
  expected({ status, pieces: wanted }: Pick<ModelOrder, 'status' | 'pieces'>): object {
    const cents = wanted.reduce((sum, count, dish) => sum + count * (CENTS[dish] ?? 0), 0);
    const lines = wanted.flatMap((quantity, dish) =>
      quantity === 0 ? [] : [{ quantity, dish: { number: this.dishes[dish]?.number } }],
    );
    return { status, total: (cents / 100).toFixed(2), lines };
  }

  #linesOf(wanted: readonly number[]): { dishId: string; quantity: number }[] {
    return this.dishes.flatMap(({ id }, dish) => {
      const quantity = wanted[dish] ?? 0;
      return quantity === 0 ? [] : [{ dishId: id, quantity }];
    });
  }
}

const OPEN = `mutation ($first: CreateDishInput!, $second: CreateDishInput!) {
  first: createDish(input: $first) { ... on DishCreated { dish { id number } } }
  second: createDish(input: $second) { ... on DishCreated { dish { id number } } } }`;

export async function openRealShop(shop: Shop): Promise<RealShop> {
  const [first, second] = CENTS.map((cents) => ({ name: 'dish', price: (cents / 100).toFixed(2), quantity: STOCK }));
  const { data } = await shop.ask(OPEN, { first, second }, MANAGER);
  const made = data as Record<'first' | 'second', { dish: ShopDish }>;
  return new RealShop(shop, [made.first.dish, made.second.dish]);
}

/**
 * Plays a history on the model and on the shop: every result and every state is the same.
 * @returns the results.
 */
export async function playHistory(shop: Shop, history: readonly Step[]): Promise<readonly string[]> {
  const model = new ShopModel();
  const real = await openRealShop(shop);
  const results: string[] = [];
  for (const step of history) {
    const expected = model.apply(step);
    if (expected === 'nothing') continue;
    const { __typename, repeated } = await real.apply(step);
    expect([step, repeated ? `${__typename} before` : __typename]).toEqual([step, expected]);
    results.push(expected);
  }
  expect(await real.read()).toEqual({
    stock: model.stock,
    orders: model.orders.map((placed) => real.expected(placed)),
  });
  return results;
}
