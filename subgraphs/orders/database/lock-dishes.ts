import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { isUuid } from '../../../kernel/database/index.ts';
import type { DishRef } from '../entities/dish-ref.ts';
import { Dish } from '../entities/dish.entity.ts';

/** Keeps these dishes from being changed until the transaction ends. Always in one order: nobody waits in a circle. */
export async function lockDishes(em: EntityManager, refs: readonly DishRef[]): Promise<readonly Dish[]> {
  const ids = refs.flatMap((ref) => (ref.kind === 'id' && isUuid(ref.id) ? [ref.id] : []));
  const numbers = refs.flatMap((ref) => (ref.kind === 'number' ? [ref.number] : []));
  if (ids.length + numbers.length === 0) return [];
  return await em.find(
    Dish,
    { $or: [{ id: { $in: ids } }, { number: { $in: numbers } }] },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
}
