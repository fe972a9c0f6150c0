import type { Dish } from './dish.entity.ts';
import { findDish, type DishRef } from './dish-ref.ts';

/** A line as it is asked for: a product that the caller names and prices, or a dish at the price of the menu. */
export type NewLine =
  | { readonly kind: 'product'; readonly product: string; readonly price: string; readonly quantity: number }
  | { readonly kind: 'dish'; readonly dish: DishRef; readonly quantity: number };

export interface PricedLine {
  readonly product: string;
  readonly price: string;
  readonly quantity: number;
  readonly dishId: string | null;
}

export type PricedLines =
  | { readonly kind: 'priced_lines'; readonly lines: readonly PricedLine[] }
  | DishesNotFound
  /** The positions of lines whose dish an earlier line has. */
  | { readonly kind: 'dish_twice'; readonly positions: readonly number[] };

export interface DishesNotFound {
  readonly kind: 'dishes_not_found';
  readonly dishIds: readonly string[];
  readonly dishNumbers: readonly number[];
}

/** Gives every line the name and the price it has now; `dishes` holds those that the lines name. */
export function priceLines(lines: readonly NewLine[], dishes: readonly Dish[]): PricedLines {
  const onMenu = dishes.filter(({ isArchived }) => !isArchived);
  const missing = dishRefsOf(lines).filter((ref) => findDish(onMenu, ref) === undefined);
  if (missing.length > 0) return dishesNotFound(missing);
  const priced = lines.map((line): PricedLine => {
    const { quantity } = line;
    if (line.kind === 'product') return { product: line.product.trim(), price: line.price, quantity, dishId: null };
    const { id, name, price } = findDish(onMenu, line.dish) as Dish;
    return { product: name, price, quantity, dishId: id };
  });
  const positions = positionsOfRepeated(priced);
  return positions.length > 0 ? { kind: 'dish_twice', positions } : { kind: 'priced_lines', lines: priced };
}

/** The dishes that lines name. */
export function dishRefsOf(lines: readonly NewLine[]): readonly DishRef[] {
  return lines.flatMap((line) => (line.kind === 'dish' ? [line.dish] : []));
}

/** @param missing may be empty: a door says so of a dish that it names twice. */
export function dishesNotFound(missing: readonly DishRef[]): DishesNotFound {
  return {
    kind: 'dishes_not_found',
    dishIds: missing.flatMap((ref) => (ref.kind === 'id' ? [ref.id] : [])),
    dishNumbers: missing.flatMap((ref) => (ref.kind === 'number' ? [ref.number] : [])),
  };
}

function positionsOfRepeated(lines: readonly PricedLine[]): readonly number[] {
  const seen = new Set<string>();
  return lines.flatMap(({ dishId }, position) => {
    if (dishId === null) return [];
    const isRepeated = seen.has(dishId);
    seen.add(dishId);
    return isRepeated ? [position] : [];
  });
}
