import { OrderLine, totalOf } from './order-line.entity.ts';
import { Order, type OrderWorkflow } from './order.entity.ts';
import type { PricedLine } from './price-lines.ts';

export interface NewOrder {
  readonly id: string;
  readonly userId: string;
  readonly workflow: OrderWorkflow;
  readonly lines: readonly PricedLine[];
  readonly specialRequests: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: string | null;
  readonly now: Date;
}

/** An order with its lines, as they are stored together. */
export interface PlacedOrder {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** Makes a new order of lines that were checked and priced. */
export function placeOrder({ lines, now, ...details }: NewOrder): PlacedOrder {
  const state = { status: 'PENDING', total: totalOf(lines), version: 1, createdAt: now, updatedAt: now } as const;
  return { order: Object.assign(new Order(), details, state), lines: toOrderLines(details.id, lines) };
}

/** The rows of an order's lines. */
export function toOrderLines(orderId: string, lines: readonly PricedLine[]): readonly OrderLine[] {
  return lines.map((line, position) => Object.assign(new OrderLine(), { orderId, position, ...line }));
}
