import { v7 as uuidv7 } from 'uuid';

import { ANONYMOUS, type Contract, type Viewer } from '../../kernel/auth/index.ts';
import {
  openTestSubgraph,
  someUser,
  type TestReply,
  type TestSubgraph,
  type TestSubgraphOptions,
} from '../../tests/support/open-test-subgraph.ts';
import { orders } from './module.ts';

export interface ShopDish {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly price: string;
  readonly quantity: number;
  readonly isArchived: boolean;
  readonly version: number;
}

export interface ShopOrder {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly workflow: string;
  readonly total: string;
  readonly specialRequests: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly lines: readonly {
    readonly product: string;
    readonly quantity: number;
    readonly price: string;
    readonly dish: ShopDish | null;
  }[];
}

/** Any member of a result union: what it has is there. */
export interface ShopResult {
  readonly __typename: string;
  readonly order: ShopOrder;
  readonly dish: ShopDish;
  readonly repeated: boolean;
  readonly id: string;
  readonly problems: readonly { readonly field: string; readonly message: string }[];
  readonly dishIds: readonly string[];
  readonly dishNumbers: readonly number[];
  readonly shortages: readonly { readonly dish: ShopDish; readonly wanted: number; readonly left: number }[];
  readonly from: string;
  readonly to: string;
  readonly allowed: readonly string[];
}

export type Variables = Readonly<Record<string, unknown>>;

export const DISH = '{ id number name description price quantity isArchived version createdAt updatedAt }';
export const ORDER = `{ id number status workflow total specialRequests version createdAt updatedAt user { id }
  lines { product quantity price total dish { id quantity } } }`;
const SHORTAGES = '... on InsufficientStock { shortages { dish { id quantity } wanted left } }';
const INVALID = '... on InvalidOrder { problems { field message } }';
const MISSING = '... on DishesNotFound { dishIds dishNumbers }';
const STOPPED = `... on OrderNotFound { id } ... on OrderVersionConflict { order ${ORDER} }`;
const STEPPED = `__typename ... on OrderChanged { order ${ORDER} } ... on IllegalTransition { from to allowed } ${STOPPED} ${SHORTAGES}`;
const DISHES = `... on DishVersionConflict { dish ${DISH} } ... on DishNotFound { message }`;

/** Every mutation of the subgraph under the name of its field, with all that it may answer. */
export const MUTATIONS = {
  placeOrder: `mutation ($input: PlaceOrderInput!) { result: placeOrder(input: $input) { __typename
    ... on OrderPlaced { repeated order ${ORDER} } ... on OrderKeyReused { order ${ORDER} } ${INVALID} ${MISSING} ${SHORTAGES} } }`,
  cancelOrder: `mutation ($id: ID!, $version: Int) { result: cancelOrder(id: $id, version: $version) { ${STEPPED} } }`,
  setOrderStatus: `mutation ($id: ID!, $version: Int, $status: OrderStatus!) {
    result: setOrderStatus(id: $id, version: $version, status: $status) { ${STEPPED} } }`,
  changeOrder: `mutation ($input: ChangeOrderInput!) { result: changeOrder(input: $input) { ${STEPPED} ${INVALID} ${MISSING} } }`,
  deleteOrder: `mutation ($id: ID!, $version: Int) { result: deleteOrder(id: $id, version: $version) {
    __typename ... on OrderDeleted { order ${ORDER} } ${STOPPED} } }`,
  createDish: `mutation ($input: CreateDishInput!) { result: createDish(input: $input) {
    __typename ... on DishCreated { dish ${DISH} } ... on InvalidDish { problems { field message } } } }`,
  updateDish: `mutation ($input: UpdateDishInput!) { result: updateDish(input: $input) {
    __typename ... on DishChanged { dish ${DISH} } ... on InvalidDish { problems { field message } } ${DISHES} } }`,
  archiveDish: `mutation ($input: ArchiveDishInput!) { result: archiveDish(input: $input) {
    __typename ... on DishArchived { dish ${DISH} } ${DISHES} } }`,
} as const;

/** A shop on a database of its own, worked through its graph. */
export interface Shop extends TestSubgraph {
  /** Runs a document at any door. */
  ask(document: string, variables?: Variables, viewer?: Viewer, door?: Contract): Promise<TestReply>;
  /** The result of a mutation. @throws where the answer is an error, with its text. */
  run(mutation: keyof typeof MUTATIONS, variables: Variables, viewer: Viewer, door?: Contract): Promise<ShopResult>;
  /** The code and the field of the error that a mutation, or any document, ends in. */
  refusal(
    document: string,
    variables: Variables,
    viewer?: Viewer,
    door?: Contract,
  ): Promise<{ readonly code: string; readonly field?: string } | undefined>;
  place(lines: readonly Variables[], viewer?: Viewer, rest?: Variables, door?: Contract): Promise<ShopResult>;
  addDish(fields?: Partial<ShopDish>): Promise<ShopDish>;
  dish(id: string): Promise<ShopDish>;
  stock(id: string): Promise<number>;
  order(id: string): Promise<ShopOrder | null>;
}

export const ADMINISTRATOR = someUser('ADMIN');
export const MANAGER = someUser('MANAGER');
export const SERVICE: Viewer = { kind: 'service', name: 'orders' };

export async function openShop(options: TestSubgraphOptions = {}): Promise<Shop> {
  const subgraph = await openTestSubgraph(orders, options);

  const ask: Shop['ask'] = async (document, variables = {}, viewer = ANONYMOUS, door = 'graphql') => {
    const envelope = { viewer, contract: door, requestId: uuidv7(), budgetMs: 10_000 } as const;
    const call = await subgraph.caller.call('/graphql', JSON.stringify({ query: document, variables }), envelope);
    return JSON.parse(call.body) as TestReply;
  };
  const run: Shop['run'] = async (mutation, variables, viewer, door) => {
    const { data, errors } = (await ask(MUTATIONS[mutation], variables, viewer, door)) as TestReply<{
      result: ShopResult;
    }>;
    if (errors !== undefined)
      throw new Error(errors.map(({ extensions, message }) => `${extensions.code} ${message}`).join());
    return data.result;
  };
  const dish: Shop['dish'] = async (id) => {
    const reply = await ask(`query ($id: ID!) { dish(id: $id) ${DISH} }`, { id }, MANAGER);
    return (reply as TestReply<{ dish: ShopDish }>).data.dish;
  };

  return {
    ...subgraph,
    ask,
    run,
    dish,
    async refusal(document, variables, viewer, door) {
      const { errors } = await ask(document, variables, viewer, door);
      return errors?.map(({ extensions: { code, field } }) => ({ code, ...(field === undefined ? {} : { field }) }))[0];
    },
    place: (lines, viewer = someUser(), rest = {}, door) =>
      run('placeOrder', { input: { lines, ...rest } }, viewer, door),
    async addDish(fields = {}) {
      const input = { name: 'soup', price: '4.50', quantity: 10, ...fields };
      return (await run('createDish', { input }, MANAGER)).dish;
    },
    stock: async (id) => (await dish(id)).quantity,
    async order(id) {
      const reply = await ask(`query ($id: ID!) { order(id: $id) ${ORDER} }`, { id }, ADMINISTRATOR);
      return (reply as TestReply<{ order: ShopOrder | null }>).data.order;
    },
  };
}
