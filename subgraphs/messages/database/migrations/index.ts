import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Messages0001 } from './0001-messages.ts';
import { Messages0002 } from './0002-departed-users.ts';

export const migrations: readonly NamedMigration[] = [
  { name: '0001-messages', class: Messages0001 },
  { name: '0002-departed-users', class: Messages0002 },
];
