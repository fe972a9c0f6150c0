import { afterAll, beforeAll } from 'vitest';

import { openDatabase, type Database } from '../../../kernel/database/index.ts';
import { freshDatabase } from '../../../tests/support/index.ts';
import { LedgerEntrySchema } from '../entities/ledger-entry.entity.ts';
import { describeLedger } from '../selection/ledger.suite.ts';
import { migrations } from './migrations/index.ts';
import { createSqlLedger } from './sql-ledger.ts';

let database: Database;

beforeAll(async () => {
  database = await openDatabase({ url: await freshDatabase(), pool: 5, entities: [LedgerEntrySchema], migrations });
});
afterAll(() => database.close());

describeLedger('The SQL ledger', async () => {
  await database.fork().execute('truncate ledger_entry');
  return createSqlLedger(database);
});
