import { toUuidArray, type Database } from '../../../kernel/database/index.ts';
import type { MarkerAnnouncementRepository, MarkerVersion } from '../repositories/marker-announcement.repository.ts';

const BATCH = 500;

/** Locks in one order, so that replicas that mark the same chats wait for each other. */
const MARK = `with told as (select * from unnest(?::uuid[], ?::int[]) as told (chat_id, version)),
  locked as (select chat_id from marker_counter where chat_id in (select chat_id from told) order by chat_id for update)
  update marker_counter as counter set announced_version = told.version
  from told join locked using (chat_id)
  where counter.chat_id = told.chat_id and counter.announced_version < told.version`;

export class SqlMarkerAnnouncementRepository implements MarkerAnnouncementRepository {
  readonly #database: Pick<Database, 'fork'>;

  constructor(database: Pick<Database, 'fork'>) {
    this.#database = database;
  }

  async unannounced(): Promise<readonly MarkerVersion[]> {
    const rows = await this.#database
      .fork()
      .execute<{ chat_id: string; last_version: number }[]>(
        `select chat_id, last_version from marker_counter where is_behind limit ${BATCH}`,
      );
    return rows.map((row) => ({ chatId: row.chat_id, version: row.last_version }));
  }

  async markAnnounced(versions: readonly MarkerVersion[]): Promise<void> {
    if (versions.length === 0) return;
    const chatIds = toUuidArray(versions.map(({ chatId }) => chatId));
    await this.#database.fork().execute(MARK, [chatIds, `{${versions.map(({ version }) => version).join(',')}}`]);
  }
}
