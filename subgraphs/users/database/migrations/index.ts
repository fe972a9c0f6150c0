import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Users0001 } from './0001-users.ts';

export const migrations: readonly NamedMigration[] = [{ name: '0001-users', class: Users0001 }];
