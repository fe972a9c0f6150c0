import type { DishService } from '../services/dish.service.ts';
import type { OrderListService } from '../services/order-list.service.ts';
import type { OrderStatisticsService } from '../services/order-statistics.service.ts';
import type { OrderService } from '../services/order.service.ts';
import type { PlacementService } from '../services/placement.service.ts';
import type { RevisionService } from '../services/revision.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface OrdersContext {
  readonly dishes: DishService;
  readonly orders: OrderService;
  readonly placement: PlacementService;
  readonly revisions: RevisionService;
  readonly orderLists: OrderListService;
  readonly orderStatistics: OrderStatisticsService;
}
