import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Messages0001 } from './0001-messages.ts';

export const migrations: readonly NamedMigration[] = [{ name: '0001-messages', class: Messages0001 }];
