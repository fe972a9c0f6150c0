import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import type { AnnouncementRepository } from '../repositories/announcement.repository.ts';
import type { ChatVersion } from '../repositories/chat.repository.ts';
import { IN_LOCK_ORDER } from './lock-order.ts';

const MARK = `with told as (
    select chat.id, version.number from chat join unnest(?::uuid[], ?::int[]) as version (id, number) using (id)
    where chat.announced_version < version.number ${IN_LOCK_ORDER}
  )
  update chat set announced_version = greatest(chat.announced_version, told.number) from told where told.id = chat.id`;

export class SqlAnnouncementRepository implements AnnouncementRepository {
  readonly #fork: () => EntityManager;

  /** Outlives requests: every statement has a unit of work of its own. */
  constructor(fork: () => EntityManager) {
    this.#fork = fork;
  }

  async unannounced(limit: number): Promise<readonly ChatVersion[]> {
    const rows = await this.#fork().execute<{ id: string; version: number }[]>(
      'select id, version from chat where announced_version < version order by id limit ?',
      [limit],
    );
    return rows.map(({ id, version }) => ({ chatId: id, version }));
  }

  async markAnnounced(versions: readonly ChatVersion[]): Promise<void> {
    const numbers = `{${versions.map(({ version }) => version).join(',')}}`;
    await this.#fork().execute(MARK, [toUuidArray(versions.map(({ chatId }) => chatId)), numbers]);
  }
}
