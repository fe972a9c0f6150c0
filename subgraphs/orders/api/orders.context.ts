import type { OrderService } from '../services/order.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface OrdersContext {
  readonly orders: OrderService;
}
