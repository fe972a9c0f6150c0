import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { SearchHit, SearchQuestion } from '../entities/message-search.ts';
import { Message } from '../entities/message.entity.ts';
import { MESSAGE_COLUMNS } from './message-columns.ts';
import type { MessageFinder, SearchBounds } from '../repositories/message-search.repository.ts';

/** Words that are common are found among the newest messages, without a look into the index of words. */
const NEWEST = 20_000;
/** How far it goes on through the newest where those promise enough so far: up to here that is cheaper than all matches. */
const NEWER = 400_000;
/** How many times what is wanted has to be promised: where words are said unevenly the walk would be for nothing. */
const MARGIN = 1.5;
/** Of how many of the newest matches the best are told. */
const RANKED = 1_000;
/** `querytree` of one leaves out what must not be there, which would make every rank nearly nothing. */
const QUERIES = {
  WORDS: "websearch_to_tsquery('russian'::regconfig, ?)",
  PHRASE: "phraseto_tsquery('russian'::regconfig, ?)",
} as const;
/** PostgreSQL's code for a statement that took longer than it may. */
const CANCELLED = '57014';

type Row = Record<string, unknown> & { readonly hit_rank: number; readonly matches: number };

/**
 * Ids are made in the order of time, so the newest messages are those with the largest ids. First it goes through the
 * newest messages of all chats; it goes on with them where that promises enough, and else asks the indexes of words and
 * of chats for all matches. So neither a word that nearly every message has nor one that hardly any has is slow.
 */
export class SqlMessageFinder implements MessageFinder {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async find(question: SearchQuestion, bounds: SearchBounds): Promise<readonly SearchHit[]> {
    if (bounds.chatIds.length === 0) return [];
    try {
      return await this.#em.fork().transactional((em) => findWithin(em, question, bounds));
    } catch (error) {
      const isLate = error instanceof Error && 'code' in error && error.code === CANCELLED;
      throw isLate ? new AppError('DEADLINE_EXCEEDED', { cause: error }) : error;
    }
  }
}

async function findWithin(
  em: EntityManager,
  { text, match, order }: SearchQuestion,
  { chatIds, first, timeoutMs }: SearchBounds,
): Promise<readonly SearchHit[]> {
  const [query] = await em.execute<[{ can_be_found: boolean }]>(
    `select querytree(${QUERIES[match]}) not in ('', 'T') as can_be_found,
       set_config('statement_timeout', ?, true), set_config('jit', 'off', true)`,
    [text, String(timeoutMs)],
  );
  // Nothing but words that are in every text, or nothing but what must not be there.
  if (!query.can_be_found) return [];
  const enough = order === 'RANK' ? RANKED : first;
  const sorting = order === 'RANK' ? 'hit_rank desc, id desc' : 'id desc';
  const read = async (matching: string): Promise<readonly Row[]> =>
    await em.execute<Row[]>(
      `with matching as materialized (${matching} order by id desc limit ?),
       best as (
         select id, ts_rank(words, nullif(querytree(${QUERIES[match]}), 'T')::tsquery) as hit_rank from matching order by ${sorting} limit ?
       )
       select ${MESSAGE_COLUMNS}, best.hit_rank, (select count(*)::int from matching) as matches
       from best join message using (id) order by ${sorting}`,
      [toUuidArray(chatIds), text, enough, text, first],
    );
  const condition = `chat_id = any(?::uuid[]) and words @@ ${QUERIES[match]}`;
  const readNewest = (count: number): Promise<readonly Row[]> =>
    read(
      `select id, words from (select id, chat_id, words from message order by id desc limit ${count}) as recent
       where ${condition}`,
    );
  const matchesOf = (rows: readonly Row[]): number => rows[0]?.matches ?? 0;
  const newest = await readNewest(NEWEST);
  if (matchesOf(newest) >= enough) return toHits(em, newest);
  if (matchesOf(newest) * (NEWER / NEWEST) >= enough * MARGIN) {
    const newer = await readNewest(NEWER);
    if (matchesOf(newer) >= enough) return toHits(em, newer);
  }
  // By itself, so that the order does not lead it through all messages once more.
  return toHits(em, await read(`select * from (select id, words from message where ${condition} offset 0) as indexed`));
}

function toHits(em: EntityManager, rows: readonly Row[]): readonly SearchHit[] {
  return rows.map(({ hit_rank: rank, matches: _matches, ...row }) => ({ message: em.map(Message, row), rank }));
}
