import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Orders0001 } from './0001-orders.ts';

export const migrations: readonly NamedMigration[] = [{ name: '0001-orders', class: Orders0001 }];
