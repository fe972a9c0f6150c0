import type { EntityManager } from '@mikro-orm/postgresql';

import type { RevocationRepository, StoredRevocation } from '../repositories/revocation.repository.ts';

const BATCH = 500;

interface RevocationRow {
  readonly seq: string;
  readonly session_id: string | null;
  readonly user_id: string | null;
  readonly issued_before: Date | string;
  readonly until: Date | string;
}

export class SqlRevocationRepository implements RevocationRepository {
  readonly #fork: () => EntityManager;
  readonly #now: () => Date;

  constructor(fork: () => EntityManager, now: () => Date) {
    this.#fork = fork;
    this.#now = now;
  }

  async unannounced(): Promise<readonly StoredRevocation[]> {
    const rows = await this.#fork().execute<RevocationRow[]>(
      `select seq, session_id, user_id, issued_before, until from revocation
       where not is_announced order by seq limit ${BATCH}`,
    );
    return rows.map((row) => ({
      seq: row.seq,
      sessionId: row.session_id,
      userId: row.user_id,
      issuedBefore: new Date(row.issued_before),
      until: new Date(row.until),
    }));
  }

  async markAnnounced(revocations: readonly StoredRevocation[]): Promise<void> {
    const seqs = `{${revocations.map(({ seq }) => seq).join(',')}}`;
    await this.#fork().execute('update revocation set is_announced = true where seq = any (?::bigint[])', [seqs]);
  }

  async announceAgain(): Promise<void> {
    await this.#fork().execute('update revocation set is_announced = false where is_announced and until > ?', [
      this.#now(),
    ]);
  }

  async purge(): Promise<void> {
    await this.#fork().execute('delete from revocation where until < ?', [this.#now()]);
  }
}
