import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import type { Session } from '../entities/session.entity.ts';

/** What the SQL adapters of sessions share. */
export interface SessionSqlOptions {
  readonly now: () => Date;
  /** How long the access tokens of a door live at most. */
  readonly tokenMs: (contract: Session['contract']) => number;
  readonly longestTokenMs: number;
}

/** Gateways let a token outlive its `exp` by some seconds, and clocks differ. */
const MARGIN_MS = 60_000;

export type EndedRow = Pick<Session, 'id' | 'contract'>;

/** Writes down, in the caller's transaction, that the gateways have to be told of ended sessions. */
export async function revokeSessions(
  em: EntityManager,
  ended: readonly EndedRow[],
  { now, tokenMs }: SessionSqlOptions,
): Promise<void> {
  const at = now();
  const until = ({ contract }: EndedRow) => new Date(at.getTime() + tokenMs(contract) + MARGIN_MS).toISOString();
  await em.execute(
    `insert into revocation (session_id, issued_before, until)
     select id, ?, until from unnest(?::uuid[], ?::timestamptz[]) as ended (id, until)`,
    [at, toUuidArray(ended.map(({ id }) => id)), `{${ended.map(until).join(',')}}`],
  );
}

/**
 * Writes down that tokens issued to an account so far are void. Tokens are issued under a shared lock of the account's
 * row: the exclusive one, kept for two milliseconds, divides those of before from those of after. A replica whose clock
 * is ahead may have issued the latest: each session says when it was given one.
 */
export async function revokeUser(em: EntityManager, userId: string, options: SessionSqlOptions): Promise<void> {
  await em.execute('select 1 from user_account where id = ? for update', [userId]);
  const [row] = await em.execute<{ last: string | Date | null }[]>(
    'select max(last_used_at) as last from session where user_id = ? and ended_at is null',
    [userId],
  );
  const last = row?.last == null ? 0 : new Date(row.last).getTime();
  const issuedBefore = new Date(Math.max(options.now().getTime(), last) + 1);
  await em.execute('insert into revocation (user_id, issued_before, until) values (?, ?, ?)', [
    userId,
    issuedBefore,
    new Date(issuedBefore.getTime() + options.longestTokenMs + MARGIN_MS),
  ]);
  await em.execute('select pg_sleep(0.002)');
}
