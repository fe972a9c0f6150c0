import type { OrderWorkflow } from '../entities/order.entity.ts';

/** How many orders stand where. */
export interface OrderCounts {
  readonly pending: number;
  readonly inProgress: number;
  readonly completed: number;
  readonly cancelled: number;
}

/** Sums over orders; amounts are decimal texts with two places. */
export interface OrderTotals {
  readonly total: number;
  readonly byStatus: OrderCounts;
  /** Of completed orders. */
  readonly completedAmount: string;
  /** Of all orders, rounded half up; `0.00` where there are none. */
  readonly averageAmount: string;
}

/** Exact statistics of the moment of the statement. */
export interface OrderStatisticsRepository {
  /** Those of many users in one turn of the event loop share one statement. An id of any text is answered. */
  ofUser(userId: string, workflows: readonly OrderWorkflow[]): Promise<OrderTotals>;
  /** The cost does not grow with the number of orders. */
  ofEverybody(workflows: readonly OrderWorkflow[]): Promise<OrderTotals>;
}
