import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import type { AnnouncementRepository, ChatBehind, ChatTold } from '../repositories/announcement.repository.ts';

const BEHIND = `select counter.chat_id as "chatId", last_seq as "lastSeq", last_revision as "lastRevision",
    message.created_at as "lastSentAt", told_seq < last_seq as "isUntold",
    signalled_seq < last_seq or signalled_revision < last_revision as "isUnsignalled"
  from chat_counter as counter join message on message.chat_id = counter.chat_id and message.seq = counter.last_seq
  where is_behind and counter.chat_id > ? order by counter.chat_id limit ?`;
/** The rows are locked in one order, so that replicas never wait for each other. */
const MARK = `update chat_counter as counter set
    signalled_seq = greatest(counter.signalled_seq, told.signalled_seq),
    signalled_revision = greatest(counter.signalled_revision, told.signalled_revision),
    told_seq = greatest(counter.told_seq, told.told_seq)
  from (
    select locked.chat_id, heard.signalled_seq, heard.signalled_revision, heard.told_seq
    from chat_counter as locked
    join unnest(?::uuid[], ?::integer[], ?::integer[], ?::integer[])
      as heard (chat_id, signalled_seq, signalled_revision, told_seq) on heard.chat_id = locked.chat_id
    order by locked.chat_id for update of locked
  ) as told
  where counter.chat_id = told.chat_id`;

type BehindRow = Omit<ChatBehind, 'lastSentAt'> & { readonly lastSentAt: Date | string };

export class SqlAnnouncementRepository implements AnnouncementRepository {
  readonly #fork: () => EntityManager;

  constructor(fork: () => EntityManager) {
    this.#fork = fork;
  }

  async behind(after: string, limit: number): Promise<readonly ChatBehind[]> {
    const rows = await this.#fork().execute<BehindRow[]>(BEHIND, [after, limit]);
    return rows.map((row) => ({ ...row, lastSentAt: new Date(row.lastSentAt) }));
  }

  async mark(told: readonly ChatTold[]): Promise<void> {
    await this.#fork().execute(MARK, [
      toUuidArray(told.map(({ chatId }) => chatId)),
      toNumbers(told.map(({ signalledSeq }) => signalledSeq)),
      toNumbers(told.map(({ signalledRevision }) => signalledRevision)),
      toNumbers(told.map(({ toldSeq }) => toldSeq)),
    ]);
  }
}

/** `greatest` passes over nulls. */
function toNumbers(values: readonly (number | undefined)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
