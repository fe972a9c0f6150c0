import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Orders0001 } from './0001-orders.ts';
import { MenuAndWorkflow0002 } from './0002-menu-and-workflow.ts';
import { OrderLists0003 } from './0003-order-lists.ts';

export const migrations: readonly NamedMigration[] = [
  { name: '0001-orders', class: Orders0001 },
  { name: '0002-menu-and-workflow', class: MenuAndWorkflow0002 },
  { name: '0003-order-lists', class: OrderLists0003 },
];
