import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Friends0001 } from './0001-friends.ts';

export const migrations: readonly NamedMigration[] = [{ name: '0001-friends', class: Friends0001 }];
