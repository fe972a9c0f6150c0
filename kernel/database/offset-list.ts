import type { EntityManager } from '@mikro-orm/postgresql';

import type { OffsetPage, OffsetRequest } from '../pagination/index.ts';
import { batchByRequest } from './batch.ts';
import { columnsOf, joinOf, orderBy, type ListDefinition } from './list.ts';
import { toUuidArray } from './uuid-array.ts';

/** A list that is read by places, and how it is counted. */
export interface OffsetListDefinition<T> extends ListDefinition<T, never> {
  /** A query of one number, where the rows need not be counted one by one; its values are its own. */
  readonly count?: { readonly query: string; readonly values: readonly unknown[] };
}

interface PagesWanted<Request> {
  readonly request: Request;
  readonly place: OffsetRequest;
}

/** Reads pages by their places in lists that a request shapes, each with the size of its list; in batches as `createShapedList`. */
export function createOffsetList<Request, T extends object>(
  em: EntityManager,
  define: (request: Request, place: OffsetRequest) => OffsetListDefinition<T>,
): (owner: string, request: Request, place: OffsetRequest) => Promise<OffsetPage<T>> {
  const read = batchByRequest(({ request, place }: PagesWanted<Request>, owners: readonly string[]) =>
    readPages(em, define(request, place), { owners, place }),
  );
  return (owner, request, place) => read(owner, { request, place });
}

async function readPages<T extends object>(
  em: EntityManager,
  { entity, rows, values = [], table, sort, count }: OffsetListDefinition<T>,
  { owners, place }: { readonly owners: readonly string[]; readonly place: OffsetRequest },
): Promise<readonly OffsetPage<T>[]> {
  const counting = count ?? { query: `select count(*) from (${rows}) as counted`, values };
  const found = await em.execute<FoundRow[]>(
    `select ${columnsOf(table)}, owner.position as owner_position, list.total as list_total, page.list_has_row
     from unnest(?::uuid[]) with ordinality as owner (id, position)
     cross join lateral (${counting.query}) as list (total)
     left join lateral (
       select true as list_has_row, listed.* from (${rows}) as listed order by ${orderBy(sort)} limit ? offset ?
     ) as page on true
     ${joinOf(table)}
     order by owner.position, ${orderBy(sort, 'page.')}`,
    [toUuidArray(owners), ...counting.values, ...values, place.limit, place.offset],
  );
  const pages = owners.map((): { items: T[]; total: number } => ({ items: [], total: 0 }));
  for (const { owner_position: position, list_total: total, list_has_row: hasRow, ...row } of found) {
    const page = pages[Number(position) - 1];
    if (page === undefined) continue;
    page.total = Number(total);
    if (hasRow === true) page.items.push(em.map<object>(entity, row) as T);
  }
  return pages;
}

type FoundRow = Record<string, unknown> & {
  owner_position: string;
  list_total: string;
  /** Null where the list has no row at these places: its size is told nevertheless. */
  list_has_row: true | null;
};
