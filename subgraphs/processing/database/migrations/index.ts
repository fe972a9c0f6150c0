import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Ledger0001 } from './0001-ledger.ts';

export const migrations: readonly NamedMigration[] = [{ name: '0001-ledger', class: Ledger0001 }];
