import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { OrderLine } from '../entities/order-line.entity.ts';
import type { Order } from '../entities/order.entity.ts';
import type { PlacedOrder } from '../entities/place-order.ts';

export interface StoredOrder {
  readonly order: Order;
  /** Whether the user had placed it with the same key before. */
  readonly repeated: boolean;
}

/** Reads of one turn of the event loop travel together: their number of statements does not grow with the rows. */
export interface OrderRepository {
  /** Ids of any text are answered. */
  byId(id: string): Promise<Order | undefined>;
  /** A user's orders, newest first. */
  ofUser(userId: string, page: PageRequest<TimeKey>): Promise<Page<Order>>;
  linesOf(orderId: string): Promise<readonly OrderLine[]>;
  /** Stores an order with its lines, or nothing; with a key that the user has used it answers with that order. */
  place(placed: PlacedOrder): Promise<StoredOrder>;
}
