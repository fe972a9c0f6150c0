import type { DishRef } from '../entities/dish-ref.ts';
import type { Dish } from '../entities/dish.entity.ts';
import type { OrderLine } from '../entities/order-line.entity.ts';
import type { Order } from '../entities/order.entity.ts';
import type { PlacedOrder } from '../entities/place-order.ts';
import type { OrderState, Removal, Revision } from '../entities/revise-order.ts';

/** Any outcome of a decision that leaves the store as it is. */
export interface Refusal {
  readonly kind: string;
}

export interface PlacementRequest {
  readonly userId: string;
  readonly idempotencyKey: string | null;
  /** The dishes that the decision needs. */
  readonly dishes: readonly DishRef[];
}

export type Stored =
  | { readonly kind: 'stored'; readonly order: Order }
  /** The user had placed this order with the same key. */
  | { readonly kind: 'known'; readonly order: Order };

/** An order and its lines as they are stored, and every dish that its change may concern. */
export interface LockedOrder extends OrderState {
  readonly dishes: readonly Dish[];
}

/** Reads of one turn of the event loop travel together: their number of statements does not grow with the rows. */
export interface OrderRepository {
  /** Ids of any text are answered. */
  byId(id: string): Promise<Order | undefined>;
  byNumber(number: number): Promise<Order | undefined>;
  /** Of an order that was removed through this repository, the lines that it had. */
  linesOf(orderId: string): Promise<readonly OrderLine[]>;
  /**
   * Stores what the decision makes of the dishes, and takes it out of stock, or nothing. Nobody else changes the dishes
   * meanwhile. Calls with one key of one user come one after the other: only the first decides, the others are answered
   * with its order. `decide` is pure.
   */
  place<R extends Refusal>(
    request: PlacementRequest,
    decide: (dishes: readonly Dish[]) => ({ readonly kind: 'place' } & PlacedOrder) | R,
  ): Promise<Stored | R>;
  /**
   * Stores the change that the decision makes of an order, and moves the stock with it, or nothing. Nobody else changes
   * the order or the dishes meanwhile. `decide` is pure, and never called for an order that is not there.
   * @returns undefined for such an order; otherwise the order as it is now, or was when it was removed.
   */
  revise<R extends Refusal>(
    request: { readonly id: string; readonly dishes: readonly DishRef[] },
    decide: (locked: LockedOrder) => Revision | Removal | R,
  ): Promise<({ readonly kind: 'stored' } & OrderState) | R | undefined>;
}
