import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Friends0001 } from './0001-friends.ts';
import { Friends0002 } from './0002-blocks.ts';

export const migrations: readonly NamedMigration[] = [
  { name: '0001-friends', class: Friends0001 },
  { name: '0002-blocks', class: Friends0002 },
];
