import { OrderLine, totalOf } from './order-line.entity.ts';
import { Order } from './order.entity.ts';

export interface NewLine {
  readonly product: string;
  readonly quantity: number;
  readonly price: string;
}

export interface NewOrder {
  readonly id: string;
  readonly userId: string;
  readonly lines: readonly NewLine[];
  readonly specialRequests: string;
  readonly idempotencyKey: string | null;
  readonly now: Date;
}

/** An order with its lines, as they are stored together. */
export interface PlacedOrder {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** Makes a new order of lines that were checked; people move it on. */
export function placeOrder({ id, userId, lines, specialRequests, idempotencyKey, now }: NewOrder): PlacedOrder {
  const state = {
    status: 'PENDING',
    workflow: 'MANUAL',
    total: totalOf(lines),
    createdAt: now,
    updatedAt: now,
  } as const;
  return {
    order: Object.assign(new Order(), { id, userId, specialRequests, idempotencyKey, ...state }),
    lines: lines.map(({ product, quantity, price }, position) =>
      Object.assign(new OrderLine(), { orderId: id, position, product: product.trim(), quantity, price }),
    ),
  };
}
