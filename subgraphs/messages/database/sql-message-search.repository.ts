import type { EntityManager } from '@mikro-orm/postgresql';

import { isUuid, toUuidArray } from '../../../kernel/database/index.ts';
import { toPage, type Page, type PageRequest, type SeqKey } from '../../../kernel/pagination/index.ts';
import type { MessageSearch, SearchHit } from '../entities/message-search.ts';
import { Message } from '../entities/message.entity.ts';
import type {
  ListedHit,
  MessageSearchRepository,
  NewSearch,
  SearchEnd,
} from '../repositories/message-search.repository.ts';
import { MESSAGE_COLUMNS } from './message-columns.ts';

/** The queue of jobs, as far as searches need it. */
export interface SearchJobs {
  /** In the transaction of the unit of work. */
  enqueue(em: EntityManager, searchId: string): Promise<void>;
  /** Which of these tasks no job works on any more. */
  withoutJob(em: EntityManager, searchIds: readonly string[]): Promise<readonly string[]>;
}

const COLUMNS = `id, user_id as "userId", text, match, ordering as "order", status, failure, attempts,
  created_at as "createdAt", finished_at as "finishedAt", expires_at as "expiresAt"`;
/** Two that one user starts at once are counted one after the other. */
const LOCK_USER = "select pg_advisory_xact_lock(hashtextextended('message search of ' || ?, 0))";
const INSERT = `insert into message_search (id, user_id, text, match, ordering, status, created_at)
  select ?, owner.id, ?, ?, ?, 'WAITING', ? from (select ?::uuid as id) as owner
  where (select count(*) from message_search where user_id = owner.id and finished_at is null) < ?
  returning ${COLUMNS}`;
const END = `status = ?, failure = ?, finished_at = ?, expires_at = ?`;
const LOOKED_AFTER_AT_ONCE = 1_000;

type Row = Omit<MessageSearch, 'createdAt' | 'finishedAt' | 'expiresAt'> & {
  readonly createdAt: string | Date;
  readonly finishedAt: string | Date | null;
  readonly expiresAt: string | Date | null;
};
type HitRow = Record<string, unknown> & { readonly hit_rank: number; readonly hit_position: number };

export class SqlMessageSearchRepository implements MessageSearchRepository {
  readonly #em: EntityManager;
  readonly #jobs: SearchJobs;

  constructor(em: EntityManager, jobs: SearchJobs) {
    this.#em = em;
    this.#jobs = jobs;
  }

  async start(search: NewSearch, mostUnfinished: number): Promise<MessageSearch | undefined> {
    const { id, userId, text, match, order, createdAt } = search;
    return await this.#em.fork().transactional(async (em) => {
      await em.execute(LOCK_USER, [userId]);
      const values = [id, text, match, order, createdAt, userId, mostUnfinished];
      const [row] = await em.execute<Row[]>(INSERT, values);
      if (row !== undefined) await this.#jobs.enqueue(em, id);
      return toSearch(row);
    });
  }

  async byId(id: string, now: Date): Promise<MessageSearch | undefined> {
    if (!isUuid(id)) return undefined;
    const sql = `select ${COLUMNS} from message_search where id = ? and (expires_at is null or expires_at > ?)`;
    const [row] = await this.#em.execute<Row[]>(sql, [id, now]);
    return toSearch(row);
  }

  async begin(id: string, now: Date): Promise<MessageSearch | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.#em.execute<Row[]>(
      `update message_search set status = 'IN_PROCESS', attempts = attempts + 1, started_at = ?
       where id = ? and finished_at is null returning ${COLUMNS}`,
      [now, id],
    );
    return toSearch(row);
  }

  async succeed(id: string, hits: readonly SearchHit[], { finishedAt, expiresAt }: SearchEnd): Promise<void> {
    await this.#em.execute(
      `with ended as (
         update message_search set ${END} where id = ? and finished_at is null returning id
       )
       insert into message_search_hit (search_id, position, message_id, rank)
       select ended.id, hit.position, hit.message_id, hit.rank
       from ended cross join unnest(?::uuid[], ?::real[]) with ordinality as hit (message_id, rank, position)`,
      [
        'SUCCESS',
        null,
        finishedAt,
        expiresAt,
        id,
        toUuidArray(hits.map(({ message }) => message.id)),
        `{${hits.map(({ rank }) => rank).join(',')}}`,
      ],
    );
  }

  async fail(ids: readonly string[], failure: string, { finishedAt, expiresAt }: SearchEnd): Promise<number> {
    const rows = await this.#em.execute<object[]>(
      `update message_search set ${END} where id = any(?::uuid[]) and finished_at is null returning 1`,
      ['FAILED', failure, finishedAt, expiresAt, toUuidArray(ids)],
    );
    return rows.length;
  }

  async abandoned(): Promise<readonly string[]> {
    const rows = await this.#em.execute<{ id: string }[]>(
      'select id from message_search where finished_at is null order by created_at limit ?',
      [LOOKED_AFTER_AT_ONCE],
    );
    const ids = rows.map(({ id }) => id);
    return ids.length === 0 ? [] : await this.#jobs.withoutJob(this.#em, ids);
  }

  async hits(
    searchId: string,
    chatIds: readonly string[],
    { first, after }: PageRequest<SeqKey>,
  ): Promise<Page<ListedHit>> {
    const rows = await this.#em.execute<HitRow[]>(
      `select ${MESSAGE_COLUMNS}, hit.rank as hit_rank, hit.position as hit_position
       from message_search_hit as hit join message on message.id = hit.message_id
       where hit.search_id = ? and hit.position > ? and message.deleted_at is null and message.chat_id = any(?::uuid[])
       order by hit.position limit ?`,
      [searchId, after?.seq ?? 0, toUuidArray(chatIds), first + 1],
    );
    const hits = rows.map(({ hit_rank: rank, hit_position: seq, ...row }) => ({
      message: this.#em.map(Message, row),
      rank,
      seq,
    }));
    return toPage(hits, first);
  }

  async purge(now: Date): Promise<number> {
    const gone = await this.#em.execute<object[]>('delete from message_search where expires_at <= ? returning 1', [
      now,
    ]);
    return gone.length;
  }

  async forget(userId: string): Promise<void> {
    await this.#em.execute('delete from message_search where user_id = ?', [userId]);
  }
}

function toSearch(row: Row | undefined): MessageSearch | undefined {
  if (row === undefined) return undefined;
  const { createdAt, finishedAt, expiresAt } = row;
  return { ...row, createdAt: new Date(createdAt), finishedAt: toDate(finishedAt), expiresAt: toDate(expiresAt) };
}

function toDate(value: string | Date | null): Date | null {
  return value === null ? null : new Date(value);
}
