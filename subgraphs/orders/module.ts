import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { OrderResolver, UserOrdersResolver } from './api/order.resolver.ts';
import type { OrdersContext } from './api/orders.context.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlOrderRepository } from './database/sql-order.repository.ts';
import { OrderLineSchema } from './entities/order-line.entity.ts';
import { OrderSchema } from './entities/order.entity.ts';
import { OrderService } from './services/order.service.ts';

export const orders = defineSubgraph<OrdersContext>({
  name: 'orders',
  entities: [OrderSchema, OrderLineSchema],
  migrations,
  resolvers: [OrderResolver, UserOrdersResolver],
  references: {
    User: ({ id }: { id: string }) => ({ id }),
    Order: ({ id }: { id: string }, { orders }: OrdersContext) => orders.byReference(id),
  },
  open({ now, newId }) {
    return {
      scope: ({ viewer, em }) => ({
        orders: new OrderService({ viewer, orders: new SqlOrderRepository(em), now, newId }),
      }),
    };
  },
});
