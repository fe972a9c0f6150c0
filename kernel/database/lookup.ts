import type { EntityManager } from '@mikro-orm/postgresql';

import { batch } from './batch.ts';
import { isUuid } from './is-uuid.ts';

interface WithId {
  readonly id: string;
}

/** Finds rows by id, those of one turn with one statement. An id of any text is answered. */
export function createLookup<T extends WithId>(
  em: EntityManager,
  entity: new () => T,
): (id: string) => Promise<T | undefined> {
  return batch(async (ids: readonly string[]) => {
    const known = ids.filter(isUuid);
    const rows = known.length === 0 ? [] : await em.find<WithId>(entity, { id: { $in: known } });
    const rowById = new Map(rows.map((row) => [row.id, row as T]));
    return ids.map((id) => rowById.get(id.toLowerCase()));
  });
}
