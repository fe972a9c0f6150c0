import type { EntityManager } from '@mikro-orm/postgresql';

import { NEWEST_FIRST, OLDEST_FIRST } from '../../../kernel/database/index.ts';
import { User } from '../entities/user.entity.ts';
import type { UserDirectoryRepository, UserSort } from '../repositories/user-directory.repository.ts';
import { toCondition } from './sql-user-filter.ts';
import { readUserStatistics } from './sql-user-statistics.ts';
import { USER_COLUMNS } from './user-columns.ts';

const SORTS: Readonly<Record<UserSort, typeof NEWEST_FIRST>> = { NEWEST_FIRST, OLDEST_FIRST };

type Port = UserDirectoryRepository;

export class SqlUserDirectoryRepository implements Port {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async list(...[{ filter, sort }, { first, after }]: Parameters<Port['list']>): ReturnType<Port['list']> {
    const { columns, direction, values } = SORTS[sort];
    const { sql, values: wanted } = toCondition(filter);
    const comesAfter = `(${columns.join(', ')}) ${direction === 'asc' ? '>' : '<'} (?, ?)`;
    const rows = await this.#em.execute<object[]>(
      `select ${USER_COLUMNS} from user_account
       where ${sql} ${after === undefined ? '' : `and ${comesAfter}`} order by ${orderOf(sort)} limit ?`,
      [...wanted, ...(after === undefined ? [] : values(after)), first + 1],
    );
    return { items: this.#toUsers(rows.slice(0, first)), hasNextPage: rows.length > first };
  }

  async page(...[{ filter, sort }, { offset, limit }]: Parameters<Port['page']>): ReturnType<Port['page']> {
    const { sql, values } = toCondition(filter);
    const [count] = await this.#em.execute<{ total: string }[]>(
      `select count(*) as total from user_account where ${sql}`,
      [...values],
    );
    const total = Number(count?.total);
    if (total <= offset) return { items: [], total };
    const rows = await this.#em.execute<object[]>(
      `select ${USER_COLUMNS} from user_account where ${sql} order by ${orderOf(sort)} limit ? offset ?`,
      [...values, limit, offset],
    );
    return { items: this.#toUsers(rows), total };
  }

  async statistics(now: Date): ReturnType<Port['statistics']> {
    const { items: recent } = await this.list({ filter: {}, sort: 'NEWEST_FIRST' }, { first: 5, after: undefined });
    return { ...(await readUserStatistics(this.#em, now)), recent };
  }

  #toUsers(rows: readonly object[]): readonly User[] {
    return rows.map((row) => this.#em.map(User, row));
  }
}

function orderOf(sort: UserSort): string {
  const { columns, direction } = SORTS[sort];
  return columns.map((column) => `${column} ${direction}`).join(', ');
}
