import type { EntityManager } from '@mikro-orm/postgresql';

import { toPage, type Page, type PageRequest, type SeqKey, type TimeKey } from '../pagination/index.ts';
import { batch } from './batch.ts';
import { toUuidArray } from './uuid-array.ts';

/** In which order a list is read; the columns are unique together, so that no row is skipped or repeated. */
export interface Sort<Key> {
  readonly columns: readonly string[];
  readonly direction: 'asc' | 'desc';
  /** The values of the columns. */
  readonly values: (key: Key) => readonly unknown[];
}

export const NEWEST_FIRST: Sort<TimeKey> = {
  columns: ['created_at', 'id'],
  direction: 'desc',
  values: ({ createdAt, id }) => [createdAt, id],
};
export const OLDEST_FIRST: Sort<TimeKey> = { ...NEWEST_FIRST, direction: 'asc' };
export const BY_SEQ: Sort<SeqKey> = { columns: ['seq'], direction: 'asc', values: ({ seq }) => [seq] };

/** One list each owner has, read in pages. */
export interface ListDefinition<T, Key> {
  readonly entity: new () => T;
  /** Selects all columns of the rows of one list; `owner.id` stands for whose list it is. */
  readonly rows: string;
  readonly sort: Sort<Key>;
}

/** Reads pages of lists; those of one turn that ask for the same page share one statement, whosever lists they are. */
export function createList<T extends object, Key>(
  em: EntityManager,
  { entity, rows, sort }: ListDefinition<T, Key>,
): (owner: string, page: PageRequest<Key>) => Promise<Page<T>> {
  const key = sort.columns.join(', ');
  const order = sort.columns.map((column) => `${column} ${sort.direction}`).join(', ');
  const after = `where (${key}) ${sort.direction === 'asc' ? '>' : '<'} (${sort.columns.map(() => '?').join(', ')})`;

  const load = async (owners: readonly string[], page: PageRequest<Key>): Promise<readonly Page<T>[]> => {
    const found = await em.execute<(Record<string, unknown> & { owner_position: string })[]>(
      `select page.*, owner.position as owner_position
       from unnest(?::uuid[]) with ordinality as owner (id, position)
       cross join lateral (select * from (${rows}) as listed ${page.after === undefined ? '' : after} order by ${order} limit ?) as page
       order by owner.position, ${order.replaceAll(/(\w+) (asc|desc)/g, 'page.$1 $2')}`,
      [toUuidArray(owners), ...(page.after === undefined ? [] : sort.values(page.after)), page.first + 1],
    );
    const lists = owners.map((): T[] => []);
    for (const { owner_position: position, ...row } of found)
      lists[Number(position) - 1]?.push(em.map<object>(entity, row) as T);
    return lists.map((list) => toPage(list, page.first));
  };

  const loaders = new Map<string, (owner: string) => Promise<Page<T>>>();
  return (owner, page) => {
    const name = JSON.stringify(page);
    const known = loaders.get(name) ?? batch((owners: readonly string[]) => load(owners, page));
    loaders.set(name, known);
    return known(owner);
  };
}
