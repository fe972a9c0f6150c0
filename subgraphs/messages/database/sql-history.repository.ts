import type { EntityManager } from '@mikro-orm/postgresql';

import { batch, toUuidArray } from '../../../kernel/database/index.ts';
import type { HistoryWindow } from '../entities/history-window.ts';
import { Message } from '../entities/message.entity.ts';
import type { HistoryRepository } from '../repositories/history.repository.ts';
import { MESSAGE_COLUMNS } from './message-columns.ts';

interface WantedWindow extends HistoryWindow {
  readonly chatId: string;
}

type ListedRow = Record<string, unknown> & { readonly owner_position: string };

export class SqlHistoryRepository implements HistoryRepository {
  readonly #readWindow: (wanted: WantedWindow) => Promise<readonly Message[]>;

  constructor(em: EntityManager) {
    this.#readWindow = batch((wanted: readonly WantedWindow[]) => readWindows(em, wanted));
  }

  async window(chatId: string, { low, high }: HistoryWindow): Promise<readonly Message[]> {
    return low > high ? [] : await this.#readWindow({ chatId, low, high });
  }
}

async function readWindows(em: EntityManager, wanted: readonly WantedWindow[]): Promise<readonly Message[][]> {
  // The limit is never reached; with it each window is read by itself, along the index.
  const rows = await em.execute<ListedRow[]>(
    `select listed.*, owner.position as owner_position
     from unnest(?::uuid[], ?::integer[], ?::integer[]) with ordinality as owner (id, low, high, position)
     cross join lateral (
       select ${MESSAGE_COLUMNS} from message where chat_id = owner.id and seq between owner.low and owner.high
       order by seq limit owner.high - owner.low + 1
     ) as listed
     order by owner.position, listed.seq`,
    [
      toUuidArray(wanted.map(({ chatId }) => chatId)),
      toIntegerArray(wanted.map(({ low }) => low)),
      toIntegerArray(wanted.map(({ high }) => high)),
    ],
  );
  return toLists(em, rows, wanted.length);
}

function toLists(em: EntityManager, rows: readonly ListedRow[], count: number): readonly Message[][] {
  const lists = Array.from({ length: count }, (): Message[] => []);
  for (const { owner_position: position, ...row } of rows) lists[Number(position) - 1]?.push(em.map(Message, row));
  return lists;
}

function toIntegerArray(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}
