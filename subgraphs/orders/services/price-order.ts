import type { Contract } from '../../../kernel/auth/index.ts';
import type { FieldProblem } from '../../../kernel/errors/index.ts';
import type { Dish } from '../entities/dish.entity.ts';
import { toCents } from '../entities/money.ts';
import { totalOf } from '../entities/order-line.entity.ts';
import { dishesNotFound, priceLines, type DishesNotFound, type PricedLine } from '../entities/price-lines.ts';
import { limitsAt } from './order-limits.ts';
import { amountProblems, toNewLines, type RequestedLine } from './order-rules.ts';

export interface InvalidOrder {
  readonly kind: 'invalid_order';
  readonly problems: readonly FieldProblem[];
}

export type PricedOrder =
  { readonly kind: 'priced_order'; readonly lines: readonly PricedLine[] } | DishesNotFound | InvalidOrder;

/** Prices lines whose form is right. Dishes that are not there are told before amounts that are wrong, at every door. */
export function priceOrder(requested: readonly RequestedLine[], dishes: readonly Dish[], door: Contract): PricedOrder {
  const priced = priceLines(toNewLines(requested), dishes);
  if (priced.kind === 'dishes_not_found') return priced;
  if (priced.kind === 'dish_twice') return dishTwice(priced.positions, door);
  const problems = amountProblems(requested, door);
  if (problems.length > 0) return { kind: 'invalid_order', problems };
  const { highestTotal } = limitsAt(door);
  if (toCents(totalOf(priced.lines)) > toCents(highestTotal))
    return { kind: 'invalid_order', problems: [{ field: 'lines', message: `The total is at most ${highestTotal}.` }] };
  return { kind: 'priced_order', lines: priced.lines };
}

/** Clients of kpo know a dish that is named twice as one that was not found, without its id. */
function dishTwice(positions: readonly number[], door: Contract): DishesNotFound | InvalidOrder {
  if (door === 'kpo') return dishesNotFound([]);
  const message = 'An earlier line has this dish; add up the quantities.';
  return { kind: 'invalid_order', problems: positions.map((position) => ({ field: `lines.${position}`, message })) };
}
