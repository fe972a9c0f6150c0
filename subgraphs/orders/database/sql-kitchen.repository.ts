import type { EntityManager } from '@mikro-orm/postgresql';

import type { OrderStatus } from '../entities/order.entity.ts';
import type { KitchenRepository, TickReport } from '../repositories/kitchen.repository.ts';

export class SqlKitchenRepository implements KitchenRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async tick(now: Date): Promise<TickReport> {
    return await this.#em.transactional(async (em) => ({
      completed: await moveAll(em, ['IN_PROGRESS', 'COMPLETED'], now),
      started: await moveAll(em, ['PENDING', 'IN_PROGRESS'], now),
    }));
  }
}

/** The statuses stand in the text, not beside it: the planner then sees that a partial index has the rows. */
async function moveAll(
  em: EntityManager,
  [from, to]: readonly [from: OrderStatus, to: OrderStatus],
  now: Date,
): Promise<number> {
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `with due as (
       select id from customer_order where workflow = 'KITCHEN' and status = '${from}' order by id for update skip locked
     )
     update customer_order set status = '${to}', version = version + 1, updated_at = ?
     from due where customer_order.id = due.id`,
    [now],
    'run',
  );
  return affectedRows;
}
