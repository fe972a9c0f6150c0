import type { EntityManager } from '@mikro-orm/postgresql';

import { Dish } from '../entities/dish.entity.ts';
import type { Pieces } from '../entities/stock.ts';

const MOVE = `update dish set quantity = dish.quantity - move.taken, version = dish.version + 1, updated_at = ?
  from unnest(?::uuid[], ?::integer[]) as move (id, taken)
  where dish.id = move.id and dish.quantity >= move.taken
  returning dish.*`;

/**
 * Takes pieces out of stock, or gives them back where their number is negative; never below zero.
 * @throws where one dish has too few, so that the transaction is rolled back: the caller had checked and locked them.
 */
export async function moveStock(em: EntityManager, moves: Pieces, now: Date): Promise<void> {
  if (moves.size === 0) return;
  const parameters = [now, `{${[...moves.keys()].join(',')}}`, `{${[...moves.values()].join(',')}}`];
  const rows = await em.execute<object[]>(MOVE, parameters);
  if (rows.length !== moves.size) throw new Error(`stock of ${moves.size} dishes was to be moved, not ${rows.length}`);
  for (const row of rows) em.map<object>(Dish, row);
}
