import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { DishResolver } from './api/dish.resolver.ts';
import { OrderChangeResolver } from './api/order-change.resolver.ts';
import { OrderListResolver, UserOrderListResolver } from './api/order-list.resolver.ts';
import {
  OrderStatisticsResolver,
  UserOrderStatisticsResolver,
  UserStatisticsResolver,
} from './api/order-statistics.resolver.ts';
import { OrderLineResolver, OrderResolver } from './api/order.resolver.ts';
import type { OrdersContext } from './api/orders.context.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlDishRepository } from './database/sql-dish.repository.ts';
import { SqlKitchenRepository } from './database/sql-kitchen.repository.ts';
import { SqlOrderListRepository } from './database/sql-order-list.repository.ts';
import { SqlOrderStatisticsRepository } from './database/sql-order-statistics.repository.ts';
import { SqlOrderRepository } from './database/sql-order.repository.ts';
import { DishSchema } from './entities/dish.entity.ts';
import { OrderLineSchema } from './entities/order-line.entity.ts';
import { OrderSchema } from './entities/order.entity.ts';
import { kitchenTick } from './jobs/kitchen-tick.ts';
import { DishService } from './services/dish.service.ts';
import { KitchenService } from './services/kitchen.service.ts';
import { OrderListService } from './services/order-list.service.ts';
import { OrderStatisticsService } from './services/order-statistics.service.ts';
import { OrderService } from './services/order.service.ts';
import { PlacementService } from './services/placement.service.ts';
import { RevisionService } from './services/revision.service.ts';

const KITCHEN_CLOCK = { kind: 'service', name: 'orders' } as const;

export const orders = defineSubgraph<OrdersContext>({
  name: 'orders',
  entities: [OrderSchema, OrderLineSchema, DishSchema],
  migrations,
  hasJobs: true,
  resolvers: [
    OrderResolver,
    OrderLineResolver,
    OrderChangeResolver,
    DishResolver,
    OrderListResolver,
    UserOrderListResolver,
    OrderStatisticsResolver,
    UserOrderStatisticsResolver,
    UserStatisticsResolver,
  ],
  references: {
    User: ({ id }: { id: string }) => ({ id }),
    Order: ({ id }: { id: string }, { orders }: OrdersContext) => orders.byReference(id),
    Dish: ({ id }: { id: string }, { dishes }: OrdersContext) => dishes.byRef({ kind: 'id', id }),
  },
  open({ config, database, logger, now, newId }) {
    const openKitchen = () =>
      new KitchenService({ viewer: KITCHEN_CLOCK, kitchen: new SqlKitchenRepository(database.fork()), now });
    const tick = kitchenTick(openKitchen, (report) => {
      logger.info(report, 'the kitchen moved orders on');
    });
    return {
      tasks: { kitchen_tick: { everyMs: config.KITCHEN_TICK_MS, run: tick } },
      scope: ({ viewer, contract: door, em }) => {
        const stored = new SqlOrderRepository(em);
        const lists = new SqlOrderListRepository(em);
        return {
          dishes: new DishService({ viewer, dishes: new SqlDishRepository(em), now, newId }),
          orders: new OrderService({ viewer, door, orders: stored }),
          placement: new PlacementService({ viewer, door, orders: stored, now, newId }),
          revisions: new RevisionService({ viewer, door, orders: stored, now }),
          orderLists: new OrderListService({ viewer, door, lists }),
          orderStatistics: new OrderStatisticsService({
            viewer,
            door,
            lists,
            statistics: new SqlOrderStatisticsRepository(em),
          }),
        };
      },
    };
  },
});
