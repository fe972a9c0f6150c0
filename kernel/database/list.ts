import type { EntityManager } from '@mikro-orm/postgresql';

import { toPage, type Page, type PageRequest, type SeqKey, type TimeKey } from '../pagination/index.ts';
import { batchByRequest } from './batch.ts';
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
  /**
   * The table whose rows are meant where `rows` selects their `id` and the columns of the sort only: an index that has
   * all of these can be read alone, and only the rows of the page are fetched.
   */
  readonly table?: string;
  /** The values of the `?` in `rows`, in their order. */
  readonly values?: readonly unknown[];
  readonly sort: Sort<Key>;
}

/** Reads pages of lists; those of one turn that ask for the same page share one statement, whosever lists they are. */
export function createList<T extends object, Key>(
  em: EntityManager,
  definition: ListDefinition<T, Key>,
): (owner: string, page: PageRequest<Key>) => Promise<Page<T>> {
  return batchByRequest((page, owners) => readPages(em, definition, { owners, page }));
}

/**
 * The same for lists that a request shapes, by a filter or a sort of its own: pages of one turn with the same request
 * share one statement. The request is plain data. The page is told too: a list that is put together of parts needs no
 * more of each part than the page has.
 */
export function createShapedList<Request, T extends object, Key>(
  em: EntityManager,
  define: (request: Request, page: PageRequest<Key>) => ListDefinition<T, Key>,
): (owner: string, request: Request, page: PageRequest<Key>) => Promise<Page<T>> {
  const read = batchByRequest(
    ({ request, page }: { readonly request: Request; readonly page: PageRequest<Key> }, owners: readonly string[]) =>
      readPages(em, define(request, page), { owners, page }),
  );
  return (owner, request, page) => read(owner, { request, page });
}

interface PagesWanted<Key> {
  readonly owners: readonly string[];
  readonly page: PageRequest<Key>;
}

async function readPages<T extends object, Key>(
  em: EntityManager,
  { entity, rows, values = [], table, sort }: ListDefinition<T, Key>,
  { owners, page }: PagesWanted<Key>,
): Promise<readonly Page<T>[]> {
  const found = await em.execute<(Record<string, unknown> & { owner_position: string })[]>(
    `select ${columnsOf(table)}, owner.position as owner_position
     from unnest(?::uuid[]) with ordinality as owner (id, position)
     cross join lateral (select * from (${rows}) as listed ${page.after === undefined ? '' : `where ${comesAfter(sort)}`} order by ${orderBy(sort)} limit ?) as page
     ${joinOf(table)}
     order by owner.position, ${orderBy(sort, 'page.')}`,
    [toUuidArray(owners), ...values, ...(page.after === undefined ? [] : sort.values(page.after)), page.first + 1],
  );
  const lists = owners.map((): T[] => []);
  for (const { owner_position: position, ...row } of found)
    lists[Number(position) - 1]?.push(em.map<object>(entity, row) as T);
  return lists.map((list) => toPage(list, page.first));
}

/** What a page of such a list selects: its own columns, or those of the rows that it names. */
export function columnsOf(table: string | undefined): string {
  return table === undefined ? 'page.*' : 'whole.*';
}

/** Fetches the rows that a page names; a row of no page stays one. */
export function joinOf(table: string | undefined): string {
  return table === undefined ? '' : `left join ${table} as whole on whole.id = page.id`;
}

/** The condition that a row comes after the one whose `values` are given. */
export function comesAfter({ columns, direction }: Sort<never>): string {
  return `(${columns.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${columns.map(() => '?').join(', ')})`;
}

/** The columns of a sort for `order by`. */
export function orderBy({ columns, direction }: Sort<never>, prefix = ''): string {
  return columns.map((column) => `${prefix}${column} ${direction}`).join(', ');
}
