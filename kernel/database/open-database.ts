import { Migrator, type Migration } from '@mikro-orm/migrations';
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import type { EntitySchema } from '@mikro-orm/core';

export interface DatabaseOptions {
  readonly url: string;
  readonly pool: number;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly NamedMigration[];
}

/** A migration under the name by which the database remembers that it ran. */
export interface NamedMigration {
  readonly name: string;
  readonly class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
}

export interface Database {
  /** A fresh unit of work; one for each request, never shared. */
  fork(): EntityManager;
  /** Rejects while the database does not answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Any number all our processes agree on; PostgreSQL locks are per database, so one is enough. */
const MIGRATION_LOCK = 7_306_101;

/**
 * Opens a database and brings it to the newest migration. Replicas that start together migrate one
 * after the other under an advisory lock; a failed migration leaves nothing behind.
 */
export async function openDatabase({ url, pool, entities, migrations }: DatabaseOptions): Promise<Database> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    extensions: [Migrator],
    pool: { min: 0, max: pool },
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    migrations: { migrationsList: migrations.map((migration) => ({ ...migration })), snapshot: false, silent: true },
  });
  try {
    await migrate(orm);
  } catch (error) {
    await orm.close(true);
    throw error;
  }
  return {
    fork: () => orm.em.fork(),
    async ready() {
      await orm.em.getConnection().execute('select 1');
    },
    close: () => orm.close(true),
  };
}

async function migrate(orm: MikroORM): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    await em.execute(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    const transaction: object | undefined = em.getTransactionContext();
    await orm.migrator.up(transaction === undefined ? {} : { transaction });
  });
}
