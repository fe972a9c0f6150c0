import type { Dish } from './dish.entity.ts';

/** How a caller names a dish. */
export type DishRef =
  { readonly kind: 'id'; readonly id: string } | { readonly kind: 'number'; readonly number: number };

/** The dish of this name among those given. */
export function findDish(dishes: readonly Dish[], ref: DishRef): Dish | undefined {
  if (ref.kind === 'number') return dishes.find(({ number }) => number === ref.number);
  const id = ref.id.toLowerCase();
  return dishes.find((dish) => dish.id === id);
}
