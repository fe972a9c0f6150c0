import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Chats0001 } from './0001-chats.ts';
import { Chats0002 } from './0002-departed-users.ts';
import { Chats0003 } from './0003-members-and-activity.ts';

export const migrations: readonly NamedMigration[] = [
  { name: '0001-chats', class: Chats0001 },
  { name: '0002-departed-users', class: Chats0002 },
  { name: '0003-members-and-activity', class: Chats0003 },
];
