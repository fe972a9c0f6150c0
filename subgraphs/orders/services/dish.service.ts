import { isManager, requireManager, type Viewer } from '../../../kernel/auth/index.ts';
import type { FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { DishRef } from '../entities/dish-ref.ts';
import { Dish } from '../entities/dish.entity.ts';
import type { OrderLine } from '../entities/order-line.entity.ts';
import type { DishColumns, DishFilter, DishKey, DishRepository } from '../repositories/dish.repository.ts';
import { dishProblems, type DishFields, type DishValues } from './dish-rules.ts';

export type { DishFields, DishValues } from './dish-rules.ts';

/** The dish to be changed, in the state in which the caller saw it: without a version, in any. */
export interface DishTarget {
  readonly ref: DishRef;
  readonly version?: number | null | undefined;
}

type InvalidDish = { readonly kind: 'invalid_dish'; readonly problems: readonly FieldProblem[] };
type Stopped =
  | { readonly kind: 'dish_not_found'; readonly message: string }
  /** With the dish as it is now. */
  | { readonly kind: 'dish_version_conflict'; readonly dish: Dish };

const NOT_FOUND: Stopped = { kind: 'dish_not_found', message: 'There is no such dish on the menu.' };

export type CreateDishOutcome = { readonly kind: 'dish_created'; readonly dish: Dish } | InvalidDish;
export type UpdateDishOutcome = { readonly kind: 'dish_changed'; readonly dish: Dish } | InvalidDish | Stopped;
export type ArchiveDishOutcome = { readonly kind: 'dish_archived'; readonly dish: Dish } | Stopped;

export interface DishDependencies {
  readonly viewer: Viewer;
  readonly dishes: DishRepository;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** The menu, as one viewer may read and change it. */
export class DishService {
  readonly #deps: DishDependencies;

  constructor(deps: DishDependencies) {
    this.#deps = deps;
  }

  /** Open to strangers. What can be ordered now. */
  async menu(page: PageRequest<DishKey>): Promise<Page<Dish>> {
    return await this.#deps.dishes.list({ onMenu: true }, page);
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async list(filter: Pick<DishFilter, 'includeArchived'>, page: PageRequest<DishKey>): Promise<Page<Dish>> {
    requireManager(this.#deps.viewer);
    return await this.#deps.dishes.list(filter, page);
  }

  /** Open to strangers; an archived dish is there for managers only. */
  async byRef(ref: DishRef): Promise<Dish | null> {
    const { dishes, viewer } = this.#deps;
    const dish = await (ref.kind === 'id' ? dishes.byId(ref.id) : dishes.byNumber(ref.number));
    return dish !== undefined && (!dish.isArchived || isManager(viewer)) ? dish : null;
  }

  /** For references of lines that the viewer was shown: an archived dish too. */
  async ofLine({ dishId }: OrderLine): Promise<Dish | null> {
    return typeof dishId === 'string' ? ((await this.#deps.dishes.byId(dishId)) ?? null) : null;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async create(fields: DishValues): Promise<CreateDishOutcome> {
    requireManager(this.#deps.viewer);
    const problems = dishProblems(fields);
    if (problems.length > 0) return { kind: 'invalid_dish', problems };
    const { name, description, price, quantity } = fields;
    const now = this.#deps.now();
    const state = { isArchived: false, version: 1, createdAt: now, updatedAt: now };
    const values = { id: this.#deps.newId(), name: name.trim(), description, price, quantity };
    const dish = await this.#deps.dishes.add(Object.assign(new Dish(), values, state));
    return { kind: 'dish_created', dish };
  }

  /** Fields that are absent stay as they are. @throws UNAUTHENTICATED, FORBIDDEN */
  async update(target: DishTarget, fields: DishFields): Promise<UpdateDishOutcome> {
    requireManager(this.#deps.viewer);
    const problems = dishProblems(fields);
    if (problems.length > 0) return { kind: 'invalid_dish', problems };
    const outcome = await this.#revise(target, {
      ...(fields.name == null ? {} : { name: fields.name.trim() }),
      ...(fields.description == null ? {} : { description: fields.description }),
      ...(fields.price == null ? {} : { price: fields.price }),
      ...(fields.quantity == null ? {} : { quantity: fields.quantity }),
    });
    return outcome.kind === 'stored' ? { kind: 'dish_changed', dish: outcome.dish } : outcome;
  }

  /** Takes a dish off the menu for good; orders that have it keep it. @throws UNAUTHENTICATED, FORBIDDEN */
  async archive(target: DishTarget): Promise<ArchiveDishOutcome> {
    requireManager(this.#deps.viewer);
    const outcome = await this.#revise(target, { isArchived: true });
    return outcome.kind === 'stored' ? { kind: 'dish_archived', dish: outcome.dish } : outcome;
  }

  async #revise(
    { ref, version }: DishTarget,
    columns: Partial<DishColumns>,
  ): Promise<{ readonly kind: 'stored'; readonly dish: Dish } | Stopped> {
    const outcome = await this.#deps.dishes.revise<Stopped>(ref, (dish) => {
      if (dish.isArchived) return NOT_FOUND;
      if (version != null && version !== dish.version) return { kind: 'dish_version_conflict', dish };
      if (Object.keys(columns).length === 0) return { kind: 'change', columns };
      return { kind: 'change', columns: { ...columns, version: dish.version + 1, updatedAt: this.#deps.now() } };
    });
    return outcome ?? NOT_FOUND;
  }
}
