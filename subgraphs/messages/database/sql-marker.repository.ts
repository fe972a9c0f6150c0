import type { EntityManager } from '@mikro-orm/postgresql';

import { batchByRequest, isUuid, toUuidArray } from '../../../kernel/database/index.ts';
import { PRESENCE_LOCK, refuseDeparted } from '../../../kernel/follow/index.ts';
import { toPage, type Page, type PageRequest } from '../../../kernel/pagination/index.ts';
import type { MarkerMove, ReadMarker } from '../entities/read-marker.ts';
import type {
  MarkerKey,
  MarkerLogPart,
  MarkerLogRequest,
  MarkerRepository,
  MovedMarker,
} from '../repositories/marker.repository.ts';
import { COUNT_UNREAD } from './count-unread-by-marker.ts';

/** The row stays locked until the move is committed: a version is never seen before a smaller one of its chat. */
const NEXT_VERSION = `insert into marker_counter (chat_id, last_version) select ?::uuid, 1 from (select ${PRESENCE_LOCK}) as locked
  on conflict (chat_id) do update set last_version = marker_counter.last_version + 1 returning last_version`;
const MOVE = `insert into read_marker as marker (chat_id, user_id, seq, version, moved_at) values (?, ?, ?, ?, ?)
  on conflict (chat_id, user_id) do update
    set seq = excluded.seq, version = excluded.version, moved_at = excluded.moved_at where marker.seq < excluded.seq
  returning *`;
const PRESENT = `select counter.last_seq, marker.* from chat_counter as counter
  left join read_marker as marker on marker.chat_id = counter.chat_id and marker.user_id = ?
  where counter.chat_id = ?`;
const LOG = `select counter.last_version, marker.* from marker_counter as counter
  left join lateral (
    select * from read_marker where chat_id = counter.chat_id and version > ? order by version limit ?
  ) as marker on true
  where counter.chat_id = ? order by marker.version`;

export class SqlMarkerRepository implements MarkerRepository {
  readonly ofChat: MarkerRepository['ofChat'];
  readonly of: MarkerRepository['of'];
  readonly countUnread: MarkerRepository['countUnread'];
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
    this.of = batchByRequest((userId: string, chatIds) => readMarkers(em, userId, chatIds));
    this.ofChat = batchByRequest((page: PageRequest<MarkerKey>, chatIds) => readPages(em, page, chatIds));
    this.countUnread = batchByRequest((userId: string, chatIds) => countUnread(em, userId, chatIds));
  }

  async log({ chatId, after, first }: MarkerLogRequest): Promise<MarkerLogPart> {
    if (!isUuid(chatId)) return { items: [], hasNextPage: false, lastVersion: 0 };
    const rows = await this.#em.execute<(MaybeMarkerRow & { last_version: number })[]>(LOG, [after, first + 1, chatId]);
    return { ...toPage(rows.filter(isMarker).map(toMarker), first), lastVersion: rows[0]?.last_version ?? 0 };
  }

  async move(move: MarkerMove): Promise<MovedMarker> {
    const { lastSeq, marker } = await this.#present(move);
    if (move.seq > lastSeq) return { kind: 'seq_out_of_range', lastSeq };
    // Most repetitions end here, without a lock.
    if (marker !== undefined && marker.seq >= move.seq) return { kind: 'unmoved', marker };
    return await this.#em.transactional((em) => moveUnderLock(em, move));
  }

  async forget(userId: string): Promise<void> {
    await this.#em.execute('delete from read_marker where user_id = ?', [userId]);
  }

  async #present({
    chatId,
    userId,
  }: MarkerMove): Promise<{ readonly lastSeq: number; readonly marker: ReadMarker | undefined }> {
    const [row] = await this.#em.execute<(MaybeMarkerRow & { last_seq: number })[]>(PRESENT, [userId, chatId]);
    if (row === undefined) return { lastSeq: 0, marker: undefined };
    return { lastSeq: row.last_seq, marker: isMarker(row) ? toMarker(row) : undefined };
  }
}

async function moveUnderLock(em: EntityManager, move: MarkerMove): Promise<MovedMarker> {
  const { chatId, userId, seq, movedAt } = move;
  const [counter] = await em.execute<[{ last_version: number }]>(NEXT_VERSION, [chatId, userId]);
  await refuseDeparted(em, userId);
  const [moved] = await em.execute<MarkerRow[]>(MOVE, [chatId, userId, seq, counter.last_version, movedAt]);
  if (moved !== undefined) return { kind: 'moved', marker: toMarker(moved) };
  // The same user was faster from elsewhere; the version is left out, which no reader of the log minds.
  const [present] = await em.execute<[MarkerRow]>('select * from read_marker where chat_id = ? and user_id = ?', [
    chatId,
    userId,
  ]);
  return { kind: 'unmoved', marker: toMarker(present) };
}

interface MarkerRow {
  readonly chat_id: string;
  readonly user_id: string;
  readonly seq: number;
  readonly version: number;
  readonly moved_at: string;
}

/** The row of an outer join, all null where there is no marker. */
type MaybeMarkerRow = MarkerRow | { readonly [Column in keyof MarkerRow]: null };

function isMarker<Row extends MaybeMarkerRow>(row: Row): row is Row & MarkerRow {
  return row.user_id !== null;
}

function toMarker(row: MarkerRow): ReadMarker {
  return {
    chatId: row.chat_id,
    userId: row.user_id,
    seq: row.seq,
    version: row.version,
    movedAt: new Date(row.moved_at),
  };
}

async function readMarkers(
  em: EntityManager,
  userId: string,
  chatIds: readonly string[],
): Promise<readonly (ReadMarker | undefined)[]> {
  const rows = await em.execute<MarkerRow[]>(
    'select * from read_marker where user_id = ? and chat_id = any(?::uuid[])',
    [userId, toUuidArray(chatIds)],
  );
  const markers = new Map(rows.map((row) => [row.chat_id, toMarker(row)]));
  return chatIds.map((id) => markers.get(id.toLowerCase()));
}

async function readPages(
  em: EntityManager,
  { first, after }: PageRequest<MarkerKey>,
  chatIds: readonly string[],
): Promise<readonly Page<ReadMarker>[]> {
  const rows = await em.execute<(MarkerRow & { owner_position: string })[]>(
    `select page.*, owner.position as owner_position
     from unnest(?::uuid[]) with ordinality as owner (id, position)
     cross join lateral (
       select * from read_marker where chat_id = owner.id ${after === undefined ? '' : 'and user_id > ?'}
       order by user_id limit ?
     ) as page
     order by owner.position, page.user_id`,
    [toUuidArray(chatIds), ...(after === undefined ? [] : [after.userId]), first + 1],
  );
  const lists = chatIds.map((): ReadMarker[] => []);
  for (const row of rows) lists[Number(row.owner_position) - 1]?.push(toMarker(row));
  return lists.map((list) => toPage(list, first));
}

async function countUnread(em: EntityManager, userId: string, chatIds: readonly string[]): Promise<readonly number[]> {
  const rows = await em.execute<{ unread: number; position: string }[]>(COUNT_UNREAD, [
    userId,
    userId,
    userId,
    toUuidArray(chatIds),
    userId,
  ]);
  const counts = chatIds.map(() => 0);
  for (const { position, unread } of rows) counts[Number(position) - 1] = unread;
  return counts;
}
