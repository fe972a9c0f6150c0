import type { OffsetPage, OffsetRequest, Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { OrderKey, OrderSelection, OrderSort } from '../entities/order-selection.ts';
import type { Order } from '../entities/order.entity.ts';

export interface OrderListRequest {
  readonly selection: OrderSelection;
  readonly sort: OrderSort;
}

/**
 * Lists of orders. Reads of one turn of the event loop with the same request travel together, whosever lists they are.
 * A user id of any text is answered: whoever it does not name has no orders.
 */
export interface OrderListRepository {
  ofUser(userId: string, request: OrderListRequest, page: PageRequest<OrderKey>): Promise<Page<Order>>;
  ofEverybody(request: OrderListRequest, page: PageRequest<OrderKey>): Promise<Page<Order>>;
  placesOfUser(userId: string, request: OrderListRequest, place: OffsetRequest): Promise<OffsetPage<Order>>;
  placesOfEverybody(request: OrderListRequest, place: OffsetRequest): Promise<OffsetPage<Order>>;
}
