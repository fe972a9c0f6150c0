import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlRevocationRepository } from './database/sql-revocation.repository.ts';
import { SqlSessionRepository } from './database/sql-session.repository.ts';
import { SessionSchema } from './entities/session.entity.ts';
import { User, UserSchema } from './entities/user.entity.ts';

const DAY = 86_400_000;

describe('what is over', () => {
  const now = new Date('2026-06-01T12:00:00Z');
  let database: Database;
  let sessions: SqlSessionRepository;
  beforeAll(async () => {
    const url = await freshDatabase();
    database = await openDatabase({ url, pool: 4, entities: [UserSchema, SessionSchema], migrations });
    sessions = new SqlSessionRepository(database.fork(), { now: () => now, tokenMs: () => 1_000, longestTokenMs: DAY });
  });
  afterAll(() => database.close());

  const count = async (table: string): Promise<number> => {
    const [row] = await database.fork().execute<{ count: string }[]>(`select count(*) from ${table}`);
    return Number(row?.count);
  };

  it('leaves the table of sessions after a day, a thousand rows at once', async () => {
    const id = uuidv7();
    await database
      .fork()
      .persist(User.register({ id, username: 'somebody', passwordHash: null, now }))
      .flush();
    const addSessions = async (rows: number, expiresAt: Date) =>
      await database.fork().execute(
        `insert into session (id, user_id, contract, created_at, last_used_at, expires_at, ends_at)
         select gen_random_uuid(), ?, 'graphql', '2026-01-01', '2026-01-01', ?, ? from generate_series(1, ${rows})`,
        [id, expiresAt, expiresAt],
      );
    await addSessions(1_200, new Date(now.getTime() - DAY - 1));
    await addSessions(3, new Date(now.getTime() - DAY));
    expect([await sessions.purge(), await sessions.purge(), await sessions.purge()]).toEqual([1_000, 200, 0]);
    expect(await count('session')).toBe(3);
  });

  it('leaves the table of revocations with the last token it could concern', async () => {
    const revocations = new SqlRevocationRepository(
      () => database.fork(),
      () => now,
    );
    const addRevocation = async (until: Date) =>
      await database
        .fork()
        .execute('insert into revocation (session_id, issued_before, until) values (?, ?, ?)', [uuidv7(), now, until]);
    await addRevocation(new Date(now.getTime() - 1));
    await addRevocation(new Date(now.getTime() + 1));
    await revocations.purge();
    expect(await count('revocation')).toBe(1);
    await revocations.markAnnounced(await revocations.unannounced());
    expect(await revocations.unannounced()).toEqual([]);
    await revocations.announceAgain();
    expect(await revocations.unannounced()).toHaveLength(1);
  });
});
