import type { EntityManager } from '@mikro-orm/postgresql';

import { batch, toUuidArray } from '../../../kernel/database/index.ts';
import type { ChatCounter, ChatCounterRepository } from '../repositories/chat-counter.repository.ts';

const NOTHING_SAID: ChatCounter = { lastSeq: 0, lastRevision: 0 };

export class SqlChatCounterRepository implements ChatCounterRepository {
  readonly of: ChatCounterRepository['of'];

  constructor(em: EntityManager) {
    this.of = batch((chatIds: readonly string[]) => readCounters(em, chatIds));
  }
}

interface CounterRow {
  readonly chat_id: string;
  readonly last_seq: number;
  readonly last_revision: number;
}

async function readCounters(em: EntityManager, chatIds: readonly string[]): Promise<readonly ChatCounter[]> {
  const rows = await em.execute<CounterRow[]>(
    'select chat_id, last_seq, last_revision from chat_counter where chat_id = any(?::uuid[])',
    [toUuidArray(chatIds)],
  );
  const counters = new Map(
    rows.map((row) => [row.chat_id, { lastSeq: row.last_seq, lastRevision: row.last_revision }]),
  );
  return chatIds.map((id) => counters.get(id.toLowerCase()) ?? NOTHING_SAID);
}
