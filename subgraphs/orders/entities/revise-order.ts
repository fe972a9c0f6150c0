import { totalOf, type OrderLine } from './order-line.entity.ts';
import type { Order, OrderStatus } from './order.entity.ts';
import { toOrderLines } from './place-order.ts';
import type { PricedLine } from './price-lines.ts';
import { NO_PIECES, piecesOf, stockMoves, type Pieces } from './stock.ts';

/** What is to be different of an order; what is absent stays. */
export interface OrderChanges {
  readonly status?: OrderStatus | undefined;
  readonly specialRequests?: string | undefined;
  readonly lines?: readonly PricedLine[] | undefined;
}

/** A change as it is stored: the columns, the new lines where they change, and the stock it takes or gives back. */
export interface Revision {
  readonly kind: 'revise';
  readonly columns: Partial<Pick<Order, 'status' | 'specialRequests' | 'total' | 'version' | 'updatedAt'>>;
  readonly lines: readonly OrderLine[] | undefined;
  readonly moves: Pieces;
}

/** The end of an order with all its lines. */
export interface Removal {
  readonly kind: 'remove';
  readonly removedAt: Date;
  readonly moves: Pieces;
}

/** An order and its lines, as they are stored. */
export interface OrderState {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** Works out a change that is allowed; one that changes nothing leaves the version as it is. */
export function reviseOrder({ order, lines }: OrderState, changes: OrderChanges, now: Date): Revision {
  const status = changes.status ?? order.status;
  const specialRequests = changes.specialRequests ?? order.specialRequests;
  const isChange = changes.lines !== undefined || status !== order.status || specialRequests !== order.specialRequests;
  if (!isChange) return { kind: 'revise', columns: {}, lines: undefined, moves: NO_PIECES };
  return {
    kind: 'revise',
    columns: {
      status,
      specialRequests,
      version: order.version + 1,
      updatedAt: now,
      ...(changes.lines === undefined ? {} : { total: totalOf(changes.lines) }),
    },
    lines: changes.lines && toOrderLines(order.id, changes.lines),
    moves: stockMoves(piecesOf(order.status, lines), piecesOf(status, changes.lines ?? lines)),
  };
}

/** Works out a deletion. What was completed has been eaten; what was not goes back into stock. */
export function removeOrder({ order, lines }: OrderState, now: Date): Removal {
  const isEaten = order.status === 'COMPLETED';
  const moves = isEaten ? NO_PIECES : stockMoves(piecesOf(order.status, lines), NO_PIECES);
  return { kind: 'remove', removedAt: now, moves };
}
