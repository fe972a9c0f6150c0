import { MikroORM } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';

/** A row of an order as a test wants it to be; the rest is made up. */
export interface StoredOrder {
  readonly id: string;
  readonly userId: string;
  readonly status: string;
  readonly workflow: string;
  /** With two places. */
  readonly total: string;
  readonly createdAt: Date;
}

/** Orders in every state and of any time, put where only their tables decide. */
export interface StoredOrders {
  add(orders: readonly StoredOrder[]): Promise<void>;
  run(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Runs a piece of work with a connection of its own, all of it or nothing. */
  transaction(work: (run: StoredOrders['run']) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function openStoredOrders(databaseUrl: string): Promise<StoredOrders> {
  const orm = await MikroORM.init({
    clientUrl: databaseUrl,
    entities: [],
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
  });
  const run: StoredOrders['run'] = (sql, values = []) => orm.em.fork().execute(sql, [...values]);
  return {
    run,
    async add(orders) {
      if (orders.length === 0) return;
      await run(
        `insert into customer_order
           (id, user_id, status, workflow, total, special_requests, version, created_at, updated_at)
         values ${orders.map(() => `(?, ?, ?, ?, ?, '', 1, ?, ?)`).join(', ')}`,
        orders.flatMap(({ id, userId, status, workflow, total, createdAt }) => [
          ...[id, userId, status, workflow, total],
          ...[createdAt, createdAt],
        ]),
      );
    },
    transaction: (work) =>
      orm.em.fork().transactional((em) => work((sql, values = []) => em.execute(sql, [...values]))),
    close: () => orm.close(true),
  };
}

export function someOrder(order: Partial<StoredOrder> = {}): StoredOrder {
  return {
    id: uuidv7(),
    userId: uuidv7(),
    status: 'PENDING',
    workflow: 'MANUAL',
    total: '10.00',
    createdAt: new Date(),
    ...order,
  };
}
