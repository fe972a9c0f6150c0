import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { batch, createList, createLookup, NEWEST_FIRST } from '../../../kernel/database/index.ts';
import { OrderLine } from '../entities/order-line.entity.ts';
import { Order } from '../entities/order.entity.ts';
import type { PlacedOrder } from '../entities/place-order.ts';
import type { OrderRepository, StoredOrder } from '../repositories/order.repository.ts';

export class SqlOrderRepository implements OrderRepository {
  readonly byId: OrderRepository['byId'];
  readonly ofUser: OrderRepository['ofUser'];
  readonly linesOf: OrderRepository['linesOf'];
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.byId = createLookup(em, Order);
    this.ofUser = createList(em, {
      entity: Order,
      rows: 'select * from customer_order where user_id = owner.id',
      sort: NEWEST_FIRST,
    });
    this.linesOf = batch((orderIds) => findLines(em, orderIds));
  }

  async place(placed: PlacedOrder): Promise<StoredOrder> {
    const known = await this.#placedWithKeyOf(placed.order);
    if (known !== undefined) return { order: known, repeated: true };
    try {
      await this.#em.transactional(async (em) => {
        await em.persist(placed.order).flush();
        em.persist(placed.lines);
      });
      return { order: placed.order, repeated: false };
    } catch (error) {
      const winner =
        error instanceof UniqueConstraintViolationException ? await this.#placedWithKeyOf(placed.order) : undefined;
      if (winner === undefined) throw error;
      return { order: winner, repeated: true };
    }
  }

  async #placedWithKeyOf({ userId, idempotencyKey }: Order): Promise<Order | undefined> {
    if (typeof idempotencyKey !== 'string') return undefined;
    return (await this.#em.fork().findOne(Order, { userId, idempotencyKey })) ?? undefined;
  }
}

async function findLines(em: EntityManager, orderIds: readonly string[]): Promise<readonly (readonly OrderLine[])[]> {
  const lines = await em.find(OrderLine, { orderId: { $in: [...orderIds] } }, { orderBy: { position: 'asc' } });
  const linesOfOrder = Map.groupBy(lines, (line) => line.orderId);
  return orderIds.map((id) => linesOfOrder.get(id) ?? []);
}
