import type { Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { DishRef } from '../entities/dish-ref.ts';
import type { Dish } from '../entities/dish.entity.ts';

/** The sort key of a list of dishes. */
export interface DishKey {
  readonly number: number;
}

/** Which dishes a list has. */
export interface DishFilter {
  /** Only what can be ordered now: in stock and not archived. */
  readonly onMenu?: boolean;
  readonly includeArchived?: boolean;
}

/** What a decision about a dish may end in. */
export type DishDecision<R> = { readonly kind: 'change'; readonly columns: Partial<DishColumns> } | R;
export type DishColumns = Pick<
  Dish,
  'name' | 'description' | 'price' | 'quantity' | 'isArchived' | 'version' | 'updatedAt'
>;

export interface DishRepository {
  /** Ids of any text are answered; those of one turn of the event loop with one statement. */
  byId(id: string): Promise<Dish | undefined>;
  byNumber(number: number): Promise<Dish | undefined>;
  /** By number, archived ones only where asked for. */
  list(filter: DishFilter, page: PageRequest<DishKey>): Promise<Page<Dish>>;
  add(dish: Dish): Promise<Dish>;
  /**
   * Stores the change that the decision makes of a dish, or nothing; nobody else changes it meanwhile. `decide` is pure.
   * @returns undefined where there is no such dish, otherwise the dish as it is now.
   */
  revise<R extends { readonly kind: string }>(
    ref: DishRef,
    decide: (dish: Dish) => DishDecision<R>,
  ): Promise<{ readonly kind: 'stored'; readonly dish: Dish } | R | undefined>;
}
