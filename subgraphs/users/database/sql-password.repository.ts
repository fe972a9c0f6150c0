import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { isUuid } from '../../../kernel/database/index.ts';
import { User } from '../entities/user.entity.ts';
import type { NewPassword, PasswordRepository, StoredLink } from '../repositories/password.repository.ts';
import { endSessions } from './end-sessions.ts';
import type { SessionSqlOptions } from './revoke.ts';

export class SqlPasswordRepository implements PasswordRepository {
  readonly #em: EntityManager;
  readonly #options: SessionSqlOptions;

  constructor(em: EntityManager, options: SessionSqlOptions) {
    this.#em = em;
    this.#options = options;
  }

  async replace(userId: string, from: string | null, to: NewPassword): Promise<boolean> {
    return await this.#em.transactional(async (em) => {
      const user = await em.findOne(User, userId, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      if (user === null || user.passwordHash !== from) return false;
      await this.#set(em, user, to);
      return true;
    });
  }

  async rehash(userId: string, from: string, to: string): Promise<void> {
    await this.#em.execute('update user_account set password_hash = ? where id = ? and password_hash = ?', [
      to,
      userId,
      from,
    ]);
  }

  async keepLink({ userId, tokenHash, expiresAt }: StoredLink): Promise<boolean> {
    if (!isUuid(userId)) return false;
    const kept = await this.#em.execute<unknown[]>(
      `insert into password_link (user_id, token_hash, expires_at) select id, ?, ? from user_account where id = ?
       on conflict (user_id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at
       returning user_id`,
      [tokenHash, expiresAt, userId],
    );
    return kept.length > 0;
  }

  async linked(tokenHash: string): Promise<User | undefined> {
    const [row] = await this.#em.execute<{ user_id: string }[]>(
      'select user_id from password_link where token_hash = ? and expires_at > ?',
      [tokenHash, this.#options.now()],
    );
    return row === undefined ? undefined : ((await this.#em.findOne(User, row.user_id)) ?? undefined);
  }

  async redeem(tokenHash: string, to: NewPassword): Promise<boolean> {
    return await this.#em.transactional(async (em) => {
      const select = 'select user_id from password_link where token_hash = ? and expires_at > ?';
      const find = () => em.execute<{ user_id: string }[]>(select, [tokenHash, this.#options.now()]);
      const [link] = await find();
      // First the account, then its link: whoever locks both does it in this order.
      const user =
        link && (await em.findOne(User, link.user_id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true }));
      if (user == null || (await find()).length === 0) return false;
      await this.#set(em, user, to);
      return true;
    });
  }

  async #set(em: EntityManager, user: User, { passwordHash, exceptSession }: NewPassword): Promise<void> {
    user.passwordHash = passwordHash;
    user.updatedAt = this.#options.now();
    await em.flush();
    await em.execute('delete from password_link where user_id = ?', [user.id]);
    await endSessions(em, { userId: user.id, except: exceptSession, reason: 'PASSWORD_CHANGED' }, this.#options);
  }
}
