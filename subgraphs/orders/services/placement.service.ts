import { requireUser, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import type { Dish } from '../entities/dish.entity.ts';
import type { Order } from '../entities/order.entity.ts';
import { placeOrder, type NewOrder, type PlacedOrder } from '../entities/place-order.ts';
import { dishRefsOf, type DishesNotFound } from '../entities/price-lines.ts';
import { piecesOf, shortagesOf, type Shortage } from '../entities/stock.ts';
import type { OrderRepository } from '../repositories/order.repository.ts';
import { amountProblems, orderProblems, toNewLines, workflowFor, type PlaceOrderRequest } from './order-rules.ts';
import { priceOrder, type InvalidOrder } from './price-order.ts';
import { requestHash } from './request-hash.ts';

export interface InsufficientStock {
  readonly kind: 'insufficient_stock';
  readonly shortages: readonly Shortage[];
}

type Refused = InvalidOrder | DishesNotFound | InsufficientStock;

export type PlaceOrderOutcome =
  | { readonly kind: 'order_placed'; readonly order: Order; readonly repeated: boolean }
  /** With the order that the key belongs to. */
  | { readonly kind: 'order_key_reused'; readonly order: Order }
  | Refused;

export interface PlacementDependencies {
  readonly viewer: Viewer;
  readonly door: Contract;
  readonly orders: OrderRepository;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Placing orders, as one viewer may. */
export class PlacementService {
  readonly #deps: PlacementDependencies;

  constructor(deps: PlacementDependencies) {
    this.#deps = deps;
  }

  /**
   * For the signed-in user. Dishes are taken out of stock with the order, or nothing is done. Safe to repeat with an
   * idempotency key: the first order is the answer, and stock is taken once.
   */
  async place(request: PlaceOrderRequest): Promise<PlaceOrderOutcome> {
    const { id: userId } = requireUser(this.#deps.viewer);
    const { door, orders, now, newId } = this.#deps;
    const workflow = workflowFor(door, request);
    const problems = orderProblems(request, workflow);
    if (problems.length > 0)
      return { kind: 'invalid_order', problems: [...problems, ...amountProblems(request.lines, door)] };

    const idempotencyKey = request.idempotencyKey ?? null;
    const hash = idempotencyKey === null ? null : requestHash(request, workflow);
    const specialRequests = request.specialRequests ?? '';
    const details = { id: newId(), userId, workflow, specialRequests, idempotencyKey, requestHash: hash, now: now() };
    const outcome = await orders.place(
      { userId, idempotencyKey, dishes: dishRefsOf(toNewLines(request.lines)) },
      (dishes) => {
        const priced = priceOrder(request.lines, dishes, door);
        return priced.kind === 'priced_order' ? placeInStock({ ...details, lines: priced.lines }, dishes) : priced;
      },
    );
    if (outcome.kind === 'stored') return { kind: 'order_placed', order: outcome.order, repeated: false };
    if (outcome.kind === 'known') return answerKnown(outcome.order, hash);
    return outcome;
  }
}

function placeInStock(
  order: NewOrder,
  dishes: readonly Dish[],
): ({ readonly kind: 'place' } & PlacedOrder) | InsufficientStock {
  const placed = placeOrder(order);
  const shortages = shortagesOf(piecesOf(placed.order.status, placed.lines), dishes);
  return shortages.length > 0 ? { kind: 'insufficient_stock', shortages } : { kind: 'place', ...placed };
}

/** An order older than the hashes is taken for the one that was asked for. */
function answerKnown(order: Order, hash: string | null): PlaceOrderOutcome {
  const isOther = typeof order.requestHash === 'string' && order.requestHash !== hash;
  return isOther ? { kind: 'order_key_reused', order } : { kind: 'order_placed', order, repeated: true };
}
