import type { EntityManager } from '@mikro-orm/postgresql';

import { AppError } from '../errors/index.ts';

/**
 * Who has departed, for a follower of `UserDeleted` that keeps things of users: the event may come while something of
 * the user is being stored. `create table departed_user (user_id uuid primary key)` is part of the follower's migrations.
 *
 * What a user does and that user's departure come one after the other: whoever stores something shares this lock until
 * the end of the transaction, who departs has it alone. Take it in a statement of its own, before `refuseDeparted`, so
 * that the next statement sees what was committed before.
 */
export const PRESENCE_LOCK = 'pg_advisory_xact_lock_shared(hashtextextended(?::text, 0))';

/** @throws UNAUTHENTICATED where the account is gone; asked under the presence lock. */
export async function refuseDeparted(em: EntityManager, userId: string): Promise<void> {
  const found = await em.execute<unknown[]>('select 1 from departed_user where user_id = ?', [userId]);
  if (found.length > 0) throw new AppError('UNAUTHENTICATED');
}

/** Remembers for ever that the account is gone; what it did before is committed by then. */
export async function rememberDeparted(em: EntityManager, userId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?::text, 0))', [userId]);
  await em.execute('insert into departed_user (user_id) values (?) on conflict do nothing', [userId]);
}
