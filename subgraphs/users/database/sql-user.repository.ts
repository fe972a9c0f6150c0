import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { isUuid } from '../../../kernel/database/index.ts';
import type { FieldProblem } from '../../../kernel/errors/index.ts';
import type { Outbox } from '../../../kernel/follow/index.ts';
import { User } from '../entities/user.entity.ts';
import type {
  GuardedChange,
  LoginChange,
  LoginKind,
  LoginOptions,
  UserRepository,
} from '../repositories/user.repository.ts';
import { endSessions } from './end-sessions.ts';
import { isLastAdministrator } from './last-administrator.ts';
import { refuseLookalike, takenLoginOf } from './login-taken.ts';
import { revokeUser, type SessionSqlOptions } from './revoke.ts';
import { USER_COLUMNS } from './user-columns.ts';

const MATCHES: Readonly<Record<LoginKind, string>> = {
  email: 'lower(email) = lower(?)',
  username: 'username = ?',
};

export class SqlUserRepository implements UserRepository {
  readonly #em: EntityManager;
  readonly #outbox: Outbox;
  readonly #sessions: SessionSqlOptions;

  constructor(em: EntityManager, outbox: Outbox, sessions: SessionSqlOptions) {
    this.#em = em;
    this.#outbox = outbox;
    this.#sessions = sessions;
  }

  async byIds(ids: readonly string[]): Promise<readonly (User | undefined)[]> {
    const known = ids.filter(isUuid);
    const users = known.length === 0 ? [] : await this.#em.find(User, { id: { $in: known } });
    const byId = new Map(users.map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id.toLowerCase()));
  }

  async byLogin(login: string, kinds: readonly LoginKind[]): Promise<User | undefined> {
    if (login.includes('\0')) return undefined;
    const matches = kinds.map(
      (kind, rank) => `select ${USER_COLUMNS}, ${rank} as rank from user_account where ${MATCHES[kind]}`,
    );
    // One statement, whether there is such an account or not: the time of a sign-in tells nobody.
    const [found] = await this.#em.execute<{ rank: number }[]>(
      `${matches.join(' union all ')} order by rank limit 1`,
      kinds.map(() => login),
    );
    if (found === undefined) return undefined;
    const { rank: _rank, ...row } = found;
    return this.#em.map(User, row);
  }

  async add(user: User, { refusesLookalikes }: LoginOptions): Promise<LoginKind | undefined> {
    try {
      await this.#em.transactional(async (em) => {
        if (refusesLookalikes) await refuseLookalike(em, user);
        em.persist(user);
      });
      return undefined;
    } catch (error) {
      return takenLoginOf(error);
    }
  }

  async change(id: string, change: (user: User) => void): Promise<User | undefined> {
    return await this.#em.transactional(async (em) => {
      const user = await lock(em, id);
      if (user !== undefined) change(user);
      return user;
    });
  }

  async changeLogins(
    id: string,
    change: (user: User) => readonly FieldProblem[],
    { refusesLookalikes }: LoginOptions,
  ): Promise<LoginChange | undefined> {
    try {
      return await this.#em.transactional(async (em) => {
        const user = await lock(em, id);
        if (user === undefined) return undefined;
        const username = user.username;
        const problems = change(user);
        if (problems.length > 0) return { kind: 'invalid_profile', problems };
        if (refusesLookalikes && user.username !== username) await refuseLookalike(em, user);
        return { kind: 'changed', user };
      });
    } catch (error) {
      return { kind: 'login_taken', field: takenLoginOf(error) };
    }
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

  async changeGuarded(id: string, change: (user: User) => void): Promise<GuardedChange | undefined> {
    return await this.#em.transactional(async (em) => {
      const [isLast, user] = [await isLastAdministrator(em, id), await lock(em, id)];
      if (user === undefined) return undefined;
      const before = { roles: user.roles, isActive: user.isActive, updatedAt: user.updatedAt };
      change(user);
      if (isLast && !(user.isAdministrator && user.isActive)) {
        Object.assign(user, before);
        return { kind: 'last_administrator' };
      }
      if (!user.isActive) await endSessions(em, { userId: user.id, reason: 'ACCOUNT_CLOSED' }, this.#sessions);
      else if (before.roles.some((role) => !user.roles.includes(role))) await revokeUser(em, user.id, this.#sessions);
      return { kind: 'changed', user };
    });
  }

  async remove(id: string): Promise<GuardedChange | undefined> {
    const done = await this.#em.transactional(async (em) => {
      const [isLast, user] = [await isLastAdministrator(em, id), await lock(em, id)];
      if (user === undefined) return undefined;
      if (isLast) return { kind: 'last_administrator' as const };
      await revokeUser(em, user.id, this.#sessions);
      em.remove(user);
      return { kind: 'changed' as const, user, seq: await this.#outbox.append(em, 'UserDeleted', { userId: user.id }) };
    });
    if (done?.kind !== 'changed') return done;
    // The account is gone whoever could be told; the sweep goes on with those that are away, and says so in the log.
    await this.#outbox.publish(done.seq).catch(() => undefined);
    return { kind: 'changed', user: done.user };
  }
}

async function lock(em: EntityManager, id: string): Promise<User | undefined> {
  if (!isUuid(id)) return undefined;
  return (await em.findOne(User, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })) ?? undefined;
}
