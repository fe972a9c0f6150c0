import type { Database } from '../../../kernel/database/index.ts';
import type { AnsweredEntry, Ledger, LedgerEntry } from '../selection/ledger.ts';

interface Row extends Omit<LedgerEntry, 'answer' | 'userId'> {
  readonly user_id: string;
  readonly answer: string | null;
}

const COLUMNS = [
  'user_id',
  'key',
  'fingerprint',
  'answer',
  'provider',
  'reason',
  'attempt',
  'sponsored',
  'period',
] as const;
const INSERT = `insert into ledger_entry (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`;
/** Of an entry that is there already, only the answer's own columns change, and only where it has none. */
const ANSWER = ['answer', 'provider', 'reason', 'attempt', 'sponsored', 'period'] as const;
const KEEP_FIRST_ANSWER = ANSWER.map(
  (column) =>
    `${column} = case when ledger_entry.answer is null then excluded.${column} else ledger_entry.${column} end`,
);
const SELECT = `select ${COLUMNS.join(', ')} from ledger_entry`;

/** The ledger in processing's database. Each call stands alone: it takes part in no transaction of a request. */
export function createSqlLedger(database: Database): Ledger {
  const query = (sql: string, parameters: readonly unknown[]): Promise<Row[]> =>
    database.fork().execute<Row[]>(sql, [...parameters]);

  return {
    async find(userId, key) {
      const [row] = await query(`${SELECT} where user_id = ? and key = ?`, [userId, key]);
      return row && toEntry(row);
    },
    async open(entry) {
      const rows = await query(`${INSERT} on conflict do nothing returning ${COLUMNS.join(', ')}`, valuesOf(entry));
      return rows.length === 1;
    },
    async record(entry) {
      const sql = `${INSERT} on conflict (user_id, key) do update set ${KEEP_FIRST_ANSWER.join(', ')} returning ${COLUMNS.join(', ')}`;
      const [row] = await query(sql, valuesOf(entry));
      return row === undefined ? entry : (toEntry(row) as AnsweredEntry);
    },
    async withdraw(userId, key) {
      await query('delete from ledger_entry where user_id = ? and key = ? and answer is null', [userId, key]);
    },
    async unitsTaken(userId, period) {
      const sql = 'select count(*)::int as taken from ledger_entry where user_id = ? and period = ? and period > 0';
      const [row] = await database.fork().execute<{ taken: number }[]>(sql, [userId, period]);
      return row?.taken ?? 0;
    },
    async hasFreeCalls() {
      const rows = await query(`${SELECT} where provider = 'free' limit 1`, []);
      return rows.length > 0;
    },
  };
}

function valuesOf({
  userId,
  key,
  fingerprint,
  answer,
  provider,
  reason,
  attempt,
  sponsored,
  period,
}: LedgerEntry): readonly unknown[] {
  return [userId, key, fingerprint, answer ?? null, provider, reason, attempt, sponsored, period];
}

function toEntry({ user_id, answer, ...rest }: Row): LedgerEntry {
  return { ...rest, userId: user_id, answer: answer ?? undefined };
}
