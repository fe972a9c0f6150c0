import { MikroORM } from '@mikro-orm/postgresql';

import type { SubgraphName } from '../../kernel/config/index.ts';
import { ORDER_STATEMENTS, USER_STATEMENTS } from './world.ts';

const STATEMENTS: Partial<Record<SubgraphName, readonly string[]>> = {
  users: USER_STATEMENTS,
  orders: ORDER_STATEMENTS,
};

/** Statements on a database of the bench, beside those of its subgraph. */
export interface BenchDatabase {
  run(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openBenchDatabase(clientUrl: string): Promise<BenchDatabase> {
  const orm = await MikroORM.init({
    clientUrl,
    entities: [],
    pool: { min: 1, max: 1 },
    discovery: { warnWhenNoEntities: false },
  });
  return {
    run: (sql, values = []) => orm.em.getConnection().execute(sql, [...values]),
    close: () => orm.close(true),
  };
}

/** Fills the migrated, empty database of a subgraph in bulk. @returns how long that took, in seconds. */
export async function fill(database: BenchDatabase, name: SubgraphName): Promise<number> {
  const startedAt = performance.now();
  for (const statement of STATEMENTS[name] ?? []) await database.run(statement);
  return (performance.now() - startedAt) / 1_000;
}
