import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Users0001 } from './0001-users.ts';
import { Users0002 } from './0002-profiles.ts';
import { Users0003 } from './0003-sessions.ts';
import { Users0004 } from './0004-sessions-of-user.ts';

export const migrations: readonly NamedMigration[] = [
  { name: '0001-users', class: Users0001 },
  { name: '0002-profiles', class: Users0002 },
  { name: '0003-sessions', class: Users0003 },
  { name: '0004-sessions-of-user', class: Users0004 },
];
