import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { createLookup, isUuid } from '../../../kernel/database/index.ts';
import type { DishRef } from '../entities/dish-ref.ts';
import { Dish } from '../entities/dish.entity.ts';
import type { DishDecision, DishRepository } from '../repositories/dish.repository.ts';

export class SqlDishRepository implements DishRepository {
  readonly byId: DishRepository['byId'];
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.byId = createLookup(em, Dish);
  }

  async byNumber(number: number): Promise<Dish | undefined> {
    return (await this.#em.findOne(Dish, { number })) ?? undefined;
  }

  async list(...[filter, { first, after }]: Parameters<DishRepository['list']>): ReturnType<DishRepository['list']> {
    const { onMenu = false, includeArchived = false } = filter;
    const where = {
      ...(includeArchived ? {} : { isArchived: false }),
      ...(onMenu ? { quantity: { $gt: 0 } } : {}),
      ...(after === undefined ? {} : { number: { $gt: after.number } }),
    };
    const rows = await this.#em.find(Dish, where, { orderBy: { number: 'asc' }, limit: first + 1 });
    return { items: rows.slice(0, first), hasNextPage: rows.length > first };
  }

  async add(dish: Dish): Promise<Dish> {
    await this.#em.persist(dish).flush();
    return dish;
  }

  async revise<R extends { readonly kind: string }>(
    ref: DishRef,
    decide: (dish: Dish) => DishDecision<R>,
  ): Promise<{ readonly kind: 'stored'; readonly dish: Dish } | R | undefined> {
    if (ref.kind === 'id' && !isUuid(ref.id)) return undefined;
    const where = ref.kind === 'id' ? { id: ref.id } : { number: ref.number };
    return await this.#em.transactional(
      async (em) => {
        const dish = await em.findOne(Dish, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (dish === null) return undefined;
        const decision = decide(dish);
        if (!('columns' in decision)) return decision;
        Object.assign(dish, decision.columns);
        return { kind: 'stored', dish };
      },
      { clear: true },
    );
  }
}
