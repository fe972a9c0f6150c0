import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { isUuid } from '../../../kernel/database/index.ts';
import type { Outbox } from '../../../kernel/follow/index.ts';
import { User } from '../entities/user.entity.ts';
import type { LoginKind, UserRepository } from '../repositories/user.repository.ts';

const MATCHES: Readonly<Record<LoginKind, string>> = {
  email: 'lower(email) = lower(?)',
  username: 'username = ?',
};

export class SqlUserRepository implements UserRepository {
  readonly #em: EntityManager;
  readonly #outbox: Outbox;

  constructor(em: EntityManager, outbox: Outbox) {
    this.#em = em;
    this.#outbox = outbox;
  }

  async byIds(ids: readonly string[]): Promise<readonly (User | undefined)[]> {
    const known = ids.filter(isUuid);
    const users = known.length === 0 ? [] : await this.#em.find(User, { id: { $in: known } });
    const byId = new Map(users.map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id.toLowerCase()));
  }

  async byLogin(login: string, kinds: readonly LoginKind[]): Promise<User | undefined> {
    if (login.includes('\0')) return undefined;
    const matches = kinds.map((kind, rank) => `select *, ${rank} as rank from user_account where ${MATCHES[kind]}`);
    // One statement, whether there is such an account or not: the time of a sign-in tells nobody.
    const [found] = await this.#em.execute<{ rank: number }[]>(
      `${matches.join(' union all ')} order by rank limit 1`,
      kinds.map(() => login),
    );
    if (found === undefined) return undefined;
    const { rank: _rank, ...row } = found;
    return this.#em.map(User, row);
  }

  async add(user: User): Promise<LoginKind | undefined> {
    try {
      await this.#em.persist(user).flush();
      return undefined;
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException)
        return error.message.includes('user_account_email') ? 'email' : 'username';
      throw error;
    }
  }

  async change(id: string, change: (user: User) => void): Promise<User | undefined> {
    return await this.#em.transactional(async (em) => {
      const user = await lock(em, id);
      if (user !== undefined) change(user);
      return user;
    });
  }

  async changePaidAccess(id: string, paidAccess: boolean, now: Date): Promise<User | undefined> {
    const done = await this.#em.transactional(async (em) => {
      const user = await lock(em, id);
      if (user === undefined) return undefined;
      const seq = await this.#outbox.append(em, 'PaidAccessChanged', { userId: user.id, paidAccess });
      user.setPaidAccess(paidAccess, seq, now);
      return { user, seq };
    });
    if (done === undefined) return undefined;
    await this.#outbox.publish(done.seq);
    return done.user;
  }
}

async function lock(em: EntityManager, id: string): Promise<User | undefined> {
  if (!isUuid(id)) return undefined;
  return (await em.findOne(User, id, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}
