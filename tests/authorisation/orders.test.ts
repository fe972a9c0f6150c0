import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
import { orders } from '../../subgraphs/orders/module.ts';
import { openTestSubgraph, someUser, type TestReply, type TestSubgraph } from '../support/open-test-subgraph.ts';
import type { AccessTable } from './access-table.ts';
import { PAGES, PROBLEMS, someCallers } from './callers.ts';
import { describeAccess } from './describe-access.ts';

interface World {
  readonly owner: UserViewer;
  /** Places an order of the owner, without anything of the menu; people move it on. */
  order(): Promise<{ readonly id: string; readonly number: number }>;
  /** Puts a dish on the menu. */
  dish(): Promise<{ readonly id: string; readonly number: number }>;
}

const none = () => Promise.resolve({});
const EVERYBODY = 'value value value value value value';

const TABLE: AccessTable<World> = {
  roots: {
    'Query.menu': [EVERYBODY, none],
    'Query.dishes': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN value value FORBIDDEN',
      () => Promise.resolve({ includeArchived: true }),
    ],
    'Query.dish': ['value value value value value value', async ({ dish }) => ({ id: (await dish()).id })],
    'Query.dishByNumber': [
      'value value value value value value',
      async ({ dish }) => ({ number: (await dish()).number }),
    ],
    'Query.orders': ['UNAUTHENTICATED FORBIDDEN FORBIDDEN value value FORBIDDEN', none],
    'Query.orderPage': ['UNAUTHENTICATED FORBIDDEN FORBIDDEN value value FORBIDDEN', none],
    'Query.orderStatistics': ['UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN value FORBIDDEN', none],
    'Query.order': [
      'UNAUTHENTICATED FORBIDDEN value FORBIDDEN value value',
      async ({ order }) => ({ id: (await order()).id }),
    ],
    'Query.orderByNumber': [
      'UNAUTHENTICATED FORBIDDEN value FORBIDDEN value value',
      async ({ order }) => ({ number: (await order()).number }),
    ],
    'Mutation.createDish': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN DishCreated DishCreated FORBIDDEN',
      () => Promise.resolve({ input: { name: 'Soup', price: '4.50', quantity: 3 } }),
    ],
    'Mutation.updateDish': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN DishChanged DishChanged FORBIDDEN',
      async ({ dish }) => ({ input: { dish: { id: (await dish()).id }, quantity: 4 } }),
    ],
    'Mutation.archiveDish': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN DishArchived DishArchived FORBIDDEN',
      async ({ dish }) => ({ input: { dish: { id: (await dish()).id } } }),
    ],
    'Mutation.placeOrder': [
      'UNAUTHENTICATED OrderPlaced OrderPlaced OrderPlaced OrderPlaced UNAUTHENTICATED',
      () => Promise.resolve({ input: { lines: [{ product: 'chalk', price: '2.35', quantity: 1 }] } }),
    ],
    'Mutation.cancelOrder': [
      'UNAUTHENTICATED FORBIDDEN OrderChanged FORBIDDEN OrderChanged IllegalTransition',
      async ({ order }) => ({ id: (await order()).id }),
    ],
    'Mutation.setOrderStatus': [
      'UNAUTHENTICATED FORBIDDEN IllegalTransition FORBIDDEN OrderChanged IllegalTransition',
      async ({ order }) => ({ id: (await order()).id, status: 'COMPLETED' }),
    ],
    'Mutation.changeOrder': [
      'UNAUTHENTICATED FORBIDDEN OrderChanged FORBIDDEN OrderChanged FORBIDDEN',
      async ({ order }) => ({ input: { id: (await order()).id, specialRequests: 'soon' } }),
    ],
    'Mutation.deleteOrder': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN OrderDeleted FORBIDDEN',
      async ({ order }) => ({ id: (await order()).id }),
    ],
  },
  entities: {
    Dish: {
      key: async ({ dish }) => ({ id: (await dish()).id }),
      fields: {
        id: 'value value value value value value',
        number: 'value value value value value value',
        name: 'value value value value value value',
        description: 'value value value value value value',
        price: 'value value value value value value',
        quantity: 'value value value value value value',
        isArchived: 'value value value value value value',
        version: 'value value value value value value',
        createdAt: 'value value value value value value',
        updatedAt: 'value value value value value value',
      },
    },
    Order: {
      key: async ({ order }) => ({ id: (await order()).id }),
      fields: {
        id: 'null null value null value value',
        number: 'null null value null value value',
        status: 'null null value null value value',
        workflow: 'null null value null value value',
        total: 'null null value null value value',
        specialRequests: 'null null value null value value',
        version: 'null null value null value value',
        createdAt: 'null null value null value value',
        updatedAt: 'null null value null value value',
        user: 'null null value null value value',
        lines: 'null null value null value value',
        nextStatuses: 'null null value null value value',
      },
    },
    User: {
      key: ({ owner }) => Promise.resolve({ id: owner.id }),
      fields: {
        id: 'value value value value value value',
        orders: 'UNAUTHENTICATED FORBIDDEN value FORBIDDEN value value',
        orderPage: 'UNAUTHENTICATED FORBIDDEN value FORBIDDEN value value',
        orderStatistics: 'UNAUTHENTICATED FORBIDDEN value FORBIDDEN value value',
      },
    },
  },
  carried: {
    ...PAGES,
    ...PROBLEMS,
    DishConnection: 'edges pageInfo',
    DishEdge: 'cursor node',
    OrderConnection: 'edges pageInfo',
    OrderEdge: 'cursor node',
    OrderPage: 'items total',
    OrderLine: 'product quantity price total dish',
    OrderCounts: 'pending inProgress completed cancelled',
    OrderStatistics: 'total byStatus revenue recent',
    OrderRevenue: 'total averageOrderValue',
    UserOrderStatistics: 'total byStatus totalSpent recent',
    DishCreated: 'dish',
    DishChanged: 'dish',
    DishArchived: 'dish',
    DishNotFound: 'message',
    DishVersionConflict: 'dish',
    InvalidDish: 'problems',
    OrderPlaced: 'order repeated',
    OrderKeyReused: 'order',
    OrderChanged: 'order',
    OrderDeleted: 'order',
    OrderNotFound: 'id',
    OrderVersionConflict: 'order',
    IllegalTransition: 'from to allowed',
    InsufficientStock: 'shortages',
    StockShortage: 'dish wanted left',
    InvalidOrder: 'problems',
    DishesNotFound: 'dishIds dishNumbers',
  },
};

describe('who may do what in orders', () => {
  const viewers = someCallers();
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(orders);
  });
  afterAll(() => subgraph.close());

  const world: World = {
    owner: viewers.owner,
    async order() {
      const document = `mutation { placeOrder(input: { lines: [{ product: "chalk", price: "2.35", quantity: 1 }] }) {
        ... on OrderPlaced { order { id number } } } }`;
      const { data } = (await subgraph.query(document, {}, viewers.owner)) as TestReply<{
        placeOrder: { order: { id: string; number: number } };
      }>;
      return data.placeOrder.order;
    },
    async dish() {
      const document = `mutation { createDish(input: { name: "Soup", price: "4.50", quantity: 3 }) {
        ... on DishCreated { dish { id number } } } }`;
      const { data } = (await subgraph.query(document, {}, someUser('MANAGER'))) as TestReply<{
        createDish: { dish: { id: string; number: number } };
      }>;
      return data.createDish.dish;
    },
  };

  describeAccess({
    sdl: readFileSync(new URL('../../schema/orders.graphql', import.meta.url), 'utf8'),
    table: TABLE,
    stage: () => ({ subgraph, world, viewers }),
  });
});
