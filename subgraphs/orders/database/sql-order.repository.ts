import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { batch, createLookup, isUuid } from '../../../kernel/database/index.ts';
import type { Dish } from '../entities/dish.entity.ts';
import { OrderLine } from '../entities/order-line.entity.ts';
import { Order } from '../entities/order.entity.ts';
import type { PlacedOrder } from '../entities/place-order.ts';
import type { OrderState, Removal, Revision } from '../entities/revise-order.ts';
import { piecesOf } from '../entities/stock.ts';
import type {
  LockedOrder,
  OrderRepository,
  PlacementRequest,
  Refusal,
  Stored,
} from '../repositories/order.repository.ts';
import { lockDishes } from './lock-dishes.ts';
import { moveStock } from './move-stock.ts';

export class SqlOrderRepository implements OrderRepository {
  readonly byId: OrderRepository['byId'];
  readonly linesOf: OrderRepository['linesOf'];
  readonly #em: EntityManager;
  readonly #removedLines = new Map<string, readonly OrderLine[]>();

  constructor(em: EntityManager) {
    this.#em = em;
    this.byId = createLookup(em, Order);
    const load = batch((orderIds: readonly string[]) => findLines(em, orderIds));
    this.linesOf = async (orderId) => this.#removedLines.get(orderId) ?? (await load(orderId));
  }

  async byNumber(number: number): Promise<Order | undefined> {
    return (await this.#em.findOne(Order, { number })) ?? undefined;
  }

  async place<R extends Refusal>(
    { userId, idempotencyKey, dishes }: PlacementRequest,
    decide: (dishes: readonly Dish[]) => ({ readonly kind: 'place' } & PlacedOrder) | R,
  ): Promise<Stored | R> {
    return await this.#transaction(async (em) => {
      if (idempotencyKey !== null) {
        await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${userId} ${idempotencyKey}`]);
        const known = await em.findOne(Order, { userId, idempotencyKey });
        if (known !== null) return { kind: 'known', order: known };
      }
      const decision = decide(await lockDishes(em, dishes));
      if (!isPlacement(decision)) return decision;
      const { order, lines } = decision;
      await em.persist(order).flush();
      await em.persist([...lines]).flush();
      await moveStock(em, piecesOf(order.status, lines), order.createdAt);
      return { kind: 'stored', order };
    });
  }

  async revise<R extends Refusal>(
    { id, dishes }: Parameters<OrderRepository['revise']>[0],
    decide: (locked: LockedOrder) => Revision | Removal | R,
  ): Promise<({ readonly kind: 'stored' } & OrderState) | R | undefined> {
    if (!isUuid(id)) return undefined;
    return await this.#transaction(async (em) => {
      const order = await em.findOne(Order, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (order === null) return undefined;
      const [lines = []] = await findLines(em, [order.id]);
      const refs = lines.flatMap(({ dishId }) =>
        typeof dishId === 'string' ? [{ kind: 'id', id: dishId } as const] : [],
      );
      const decision = decide({ order, lines, dishes: await lockDishes(em, [...refs, ...dishes]) });
      if (isRevision(decision))
        return { kind: 'stored', order, lines: await storeRevision(em, { order, lines }, decision) };
      if (!isRemoval(decision)) return decision;
      await moveStock(em, decision.moves, decision.removedAt);
      await em.nativeDelete(Order, { id: order.id });
      this.#removedLines.set(order.id, lines);
      return { kind: 'stored', order, lines };
    });
  }

  /** What the request had read before may be old: the transaction reads for itself. */
  async #transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return await this.#em.transactional(work, { clear: true });
  }
}

async function storeRevision(
  em: EntityManager,
  { order, lines }: OrderState,
  { columns, lines: newLines, moves }: Revision,
): Promise<readonly OrderLine[]> {
  Object.assign(order, columns);
  await em.flush();
  if (newLines !== undefined) {
    await em.nativeDelete(OrderLine, { orderId: order.id });
    await em.persist([...newLines]).flush();
  }
  await moveStock(em, moves, order.updatedAt);
  return newLines ?? lines;
}

/** Lines are replaced as a whole under the same keys, so none is remembered. */
async function findLines(em: EntityManager, orderIds: readonly string[]): Promise<readonly (readonly OrderLine[])[]> {
  const lines = await em.find(
    OrderLine,
    { orderId: { $in: [...orderIds] } },
    { orderBy: { position: 'asc' }, disableIdentityMap: true },
  );
  const linesOfOrder = Map.groupBy(lines, (line) => line.orderId);
  return orderIds.map((id) => linesOfOrder.get(id) ?? []);
}

function isPlacement(decision: Refusal): decision is { readonly kind: 'place' } & PlacedOrder {
  return decision.kind === 'place';
}

function isRevision(decision: Refusal): decision is Revision {
  return decision.kind === 'revise';
}

function isRemoval(decision: Refusal): decision is Removal {
  return decision.kind === 'remove';
}
