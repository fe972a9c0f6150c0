import type { EntityManager } from '@mikro-orm/postgresql';

import { isUuid } from '../../../kernel/database/index.ts';

/** Any number all our processes agree on; held by whoever may be taking an administrator away. */
const ADMINISTRATORS_LOCK = 7_306_102;

/**
 * Whether this is the only active administrator, in the caller's transaction: until it ends nobody else finds out, so
 * that of the last two never both go.
 */
export async function isLastAdministrator(em: EntityManager, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  await em.execute(`select pg_advisory_xact_lock(${ADMINISTRATORS_LOCK})`);
  const [row] = await em.execute<{ is_last: boolean }[]>(
    `select bool_and(id = ?) as is_last from user_account where is_active and 'ADMIN' = any (roles)`,
    [id],
  );
  return row?.is_last === true;
}
