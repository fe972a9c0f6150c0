import {
  sortedCursor,
  toConnection,
  toPageRequest,
  type Connection,
  type PageArgs,
} from '../../../kernel/graphql/index.ts';
import type { Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { OrderKey, OrderSort } from '../entities/order-selection.ts';
import type { Order } from '../entities/order.entity.ts';

/** Reads one page of orders with cursors of its sort. @throws BAD_USER_INPUT as `toPageRequest` does */
export async function readOrders(
  args: PageArgs,
  sort: OrderSort,
  read: (page: PageRequest<OrderKey>) => Promise<Page<Order>>,
): Promise<Connection<Order>> {
  const cursors = orderCursors(sort);
  return toConnection(await read(toPageRequest(args, cursors)), cursors);
}

interface OrderCursors {
  readonly encode: (order: Order) => string;
  readonly decode: (cursor: string) => OrderKey;
}

function orderCursors({ field, direction }: OrderSort): OrderCursors {
  const sort = `${field} ${direction}`;
  if (field === 'TOTAL') {
    const byTotal = sortedCursor(sort, 'amount');
    return {
      encode: ({ total, id }) => byTotal.encode({ value: total, id }),
      decode(cursor) {
        const { value, id } = byTotal.decode(cursor);
        return { total: value, id };
      },
    };
  }
  const byTime = sortedCursor(sort, 'time');
  return {
    encode: ({ createdAt, id }) => byTime.encode({ value: createdAt.getTime(), id }),
    decode(cursor) {
      const { value, id } = byTime.decode(cursor);
      return { createdAt: new Date(value), id };
    },
  };
}
