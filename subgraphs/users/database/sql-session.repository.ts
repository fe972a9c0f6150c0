import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { createList, isUuid, OLDEST_FIRST } from '../../../kernel/database/index.ts';
import { Session } from '../entities/session.entity.ts';
import { User } from '../entities/user.entity.ts';
import type { EndRequest, SessionOfUser, SessionRepository } from '../repositories/session.repository.ts';
import { endSessions } from './end-sessions.ts';
import { revokeSessions, type SessionSqlOptions } from './revoke.ts';

const PURGE_BATCH = 1_000;

export class SqlSessionRepository implements SessionRepository {
  readonly #em: EntityManager;
  readonly #options: SessionSqlOptions;
  readonly liveOf: SessionRepository['liveOf'];

  constructor(em: EntityManager, options: SessionSqlOptions) {
    this.#em = em;
    this.#options = options;
    this.liveOf = createList(em, {
      entity: Session,
      rows: `select * from session
        where user_id = owner.id and ended_at is null and expires_at > '${options.now().toISOString()}'`,
      sort: OLDEST_FIRST,
    });
  }

  async open(userId: string, open: (user: User) => Session | undefined): Promise<SessionOfUser | undefined> {
    return await this.#em.transactional(async (em) => {
      const user = await shared(em, userId);
      const session = user && open(user);
      if (session === undefined || user === undefined) return undefined;
      em.persist(session);
      return { session, user };
    });
  }

  async change<T>(id: string, change: (found: SessionOfUser) => T): Promise<T | undefined> {
    if (!isUuid(id)) return undefined;
    return await this.#em.transactional(async (em) => {
      const [row] = await em.execute<{ user_id: string }[]>('select user_id from session where id = ?', [id]);
      // First the account, then the session: whoever locks both does it in this order.
      const user = row && (await shared(em, row.user_id));
      const session = await em.findOne(Session, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      if (user === undefined || session === null) return undefined;
      const wasEnded = session.endedAt != null;
      const result = change({ session, user });
      if (session.endedAt != null && !wasEnded) await revokeSessions(em, [session], this.#options);
      return result;
    });
  }

  async endAll(request: EndRequest): Promise<number> {
    if (!isUuid(request.userId)) return 0;
    return await this.#em.transactional((em) => endSessions(em, request, this.#options));
  }

  async bySecret(secretHash: string): Promise<SessionOfUser | undefined> {
    const session = await this.#em.findOne(Session, { secretHash });
    const user = session && (await this.#em.findOne(User, session.userId));
    return session && user ? { session, user } : undefined;
  }

  async touch({ id }: Session): Promise<void> {
    const now = this.#options.now();
    await this.#em.execute(
      `update session set last_used_at = ?::timestamptz where id = ? and last_used_at < ?::timestamptz - interval '1 minute'`,
      [now, id, now],
    );
  }

  async purge(): Promise<number> {
    const removed = await this.#em.execute<unknown[]>(
      `delete from session where id in (
         select id from session where expires_at < ?::timestamptz - interval '1 day' limit ${PURGE_BATCH} for update skip locked
       ) returning id`,
      [this.#options.now()],
    );
    return removed.length;
  }
}

/** The account as it is now; until the end of the transaction nobody changes it. */
async function shared(em: EntityManager, userId: string): Promise<User | undefined> {
  return (await em.findOne(User, userId, { lockMode: LockMode.PESSIMISTIC_READ, refresh: true })) ?? undefined;
}
