import type { Dish } from './dish.entity.ts';
import type { OrderStatus } from './order.entity.ts';

/** Pieces by dish id. */
export type Pieces = ReadonlyMap<string, number>;

/** A dish of which an order wants more than there is. */
export interface Shortage {
  readonly dish: Dish;
  readonly wanted: number;
  readonly left: number;
}

interface StockLine {
  readonly dishId?: string | null | undefined;
  readonly quantity: number;
}

export const NO_PIECES: Pieces = new Map();

/** What an order has taken out of stock: the dishes of its lines, unless it was cancelled. */
export function piecesOf(status: OrderStatus, lines: readonly StockLine[]): Pieces {
  const pieces = new Map<string, number>();
  if (status === 'CANCELLED') return pieces;
  for (const { dishId, quantity } of lines)
    if (typeof dishId === 'string') pieces.set(dishId, (pieces.get(dishId) ?? 0) + quantity);
  return pieces;
}

/** What has to be taken out of stock so that an order has `after` and not `before`; a negative number goes back. */
export function stockMoves(before: Pieces, after: Pieces): Pieces {
  const dishIds = new Set([...before.keys(), ...after.keys()]);
  const moves = [...dishIds].map((id): [string, number] => [id, (after.get(id) ?? 0) - (before.get(id) ?? 0)]);
  return new Map(moves.filter(([, taken]) => taken !== 0));
}

/** The dishes of which these moves take more than there is; `dishes` holds all of them. */
export function shortagesOf(moves: Pieces, dishes: readonly Dish[]): readonly Shortage[] {
  return dishes.flatMap((dish) => {
    const wanted = moves.get(dish.id) ?? 0;
    return wanted > dish.quantity ? [{ dish, wanted, left: dish.quantity }] : [];
  });
}
