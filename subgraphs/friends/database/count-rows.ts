import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';

export interface CountedRows {
  /** Selects the rows to count; `owner.id` stands for whose they are. */
  readonly rows: string;
  readonly values?: readonly unknown[];
}

/** Counts the rows of each owner, with one statement. */
export async function countRows(
  em: EntityManager,
  owners: readonly string[],
  { rows, values = [] }: CountedRows,
): Promise<readonly number[]> {
  const found = await em.execute<{ total: number }[]>(
    `select (select count(*)::int from (${rows}) as listed) as total
     from unnest(?::uuid[]) with ordinality as owner (id, position) order by owner.position`,
    [...values, toUuidArray(owners)],
  );
  return found.map(({ total }) => total);
}
