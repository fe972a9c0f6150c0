import type { EntityManager } from '@mikro-orm/postgresql';

import { batchAcrossRequests, toUuidArray } from '../../../kernel/database/index.ts';
import { Message } from '../entities/message.entity.ts';
import type { FeedRepository, LogPart, LogRequest, MessageLog } from '../repositories/feed.repository.ts';
import { MESSAGE_COLUMNS } from './message-columns.ts';

interface Log {
  /** In the counter of the chat. */
  readonly end: string;
  /** Selects the entries after `owner.after`, along the index of the log. */
  readonly entries: string;
  readonly order: string;
}

const LOGS: Readonly<Record<MessageLog, Log>> = {
  messages: { end: 'last_seq', entries: 'seq > owner.after', order: 'seq' },
  changes: { end: 'last_revision', entries: 'revision > 0 and revision > owner.after', order: 'revision' },
};

type Row = Record<string, unknown> & { readonly owner_position: string; readonly log_end: number };

/** Made once for all requests; each statement has a unit of work of its own. */
export class SqlFeedRepository implements FeedRepository {
  readonly #readers: Readonly<Record<MessageLog, (request: LogRequest) => Promise<LogPart>>>;

  constructor(fork: () => EntityManager) {
    const readerOf = (log: Log) =>
      batchAcrossRequests((requests: readonly LogRequest[]) => readParts(fork(), log, requests));
    this.#readers = { messages: readerOf(LOGS.messages), changes: readerOf(LOGS.changes) };
  }

  async read(request: LogRequest): Promise<LogPart> {
    return await this.#readers[request.log](request);
  }
}

async function readParts(em: EntityManager, log: Log, requests: readonly LogRequest[]): Promise<LogPart[]> {
  const rows = await em.execute<Row[]>(
    `select listed.*, owner.position as owner_position, coalesce(counter.${log.end}, 0) as log_end
     from unnest(?::uuid[], ?::integer[], ?::integer[]) with ordinality as owner (id, after, first, position)
     left join chat_counter as counter on counter.chat_id = owner.id
     left join lateral (
       select ${MESSAGE_COLUMNS} from message where chat_id = owner.id and ${log.entries}
       order by ${log.order} limit owner.first
     ) as listed on true
     order by owner.position, listed.${log.order}`,
    [
      toUuidArray(requests.map(({ chatId }) => chatId)),
      `{${requests.map(({ after = 0 }) => after).join(',')}}`,
      `{${requests.map(({ after, first }) => (after === undefined ? 0 : first)).join(',')}}`,
    ],
  );
  const parts = requests.map(() => ({ end: 0, items: [] as Message[] }));
  for (const { owner_position: position, log_end: logEnd, ...row } of rows) {
    const part = parts[Number(position) - 1];
    if (part === undefined) continue;
    part.end = logEnd;
    if (row['id'] !== null) part.items.push(em.map(Message, row));
  }
  return parts;
}
