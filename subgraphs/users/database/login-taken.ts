import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { User } from '../entities/user.entity.ts';
import type { LoginKind } from '../repositories/user.repository.ts';

const EMAIL_INDEX = 'user_account_email';

/** Takes a transaction back because of a login that another account has. */
class LoginTaken extends Error {
  override readonly name = 'LoginTaken';
  readonly field: LoginKind;

  constructor(field: LoginKind) {
    super(`the ${field} is taken`);
    this.field = field;
  }
}

/**
 * Refuses a user name that differs from another's in case only. Atomic among those who ask: the unique index of the
 * table cannot see it, as the old doors open such accounts.
 */
export async function refuseLookalike(em: EntityManager, { id, username }: User): Promise<void> {
  if (username === null) return;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(lower(?), 0))', [username]);
  const found = await em.execute<unknown[]>(
    'select 1 from user_account where lower(username) = lower(?) and id <> ? limit 1',
    [username, id],
  );
  if (found.length > 0) throw new LoginTaken('username');
}

/** Which login it was that took a transaction back; throws on what was something else. */
export function takenLoginOf(error: unknown): LoginKind {
  if (error instanceof LoginTaken) return error.field;
  if (error instanceof UniqueConstraintViolationException)
    return 'constraint' in error && error.constraint === EMAIL_INDEX ? 'email' : 'username';
  throw error;
}
