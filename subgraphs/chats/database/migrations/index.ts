import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Chats0001 } from './0001-chats.ts';

export const migrations: readonly NamedMigration[] = [{ name: '0001-chats', class: Chats0001 }];
