import type { EntityManager } from '@mikro-orm/postgresql';

import type { EndRequest } from '../repositories/session.repository.ts';
import { revokeSessions, revokeUser, type EndedRow, type SessionSqlOptions } from './revoke.ts';

/** Ends the live sessions of an account in the caller's transaction; returns how many there were. */
export async function endSessions(
  em: EntityManager,
  { userId, except, reason }: EndRequest,
  options: SessionSqlOptions,
): Promise<number> {
  if (except === undefined) await revokeUser(em, userId, options);
  // Under this lock no session is being opened or refreshed.
  else await em.execute('select 1 from user_account where id = ? for update', [userId]);
  const now = options.now();
  const ended = await em.execute<EndedRow[]>(
    `update session set ended_at = ?, end_reason = ?, expires_at = greatest(created_at, ?::timestamptz)
     where user_id = ? and ended_at is null and id is distinct from ?::uuid and expires_at > ?
     returning id, contract`,
    [now, reason, now, userId, except ?? null, now],
  );
  if (except !== undefined) await revokeSessions(em, ended, options);
  return ended.length;
}
