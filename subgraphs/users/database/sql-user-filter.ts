import type { UserFilter } from '../repositories/user-directory.repository.ts';

/** A condition of SQL and the values of its `?`. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What a filter asks of a row; nothing at all is asked by an empty one. */
export function toCondition(filter: UserFilter): Condition {
  const { search, role, isActive, paidAccess, createdAfter, createdBefore } = filter;
  const conditions = [
    conditionOf('search_text like lower(?)', search == null ? null : `%${literal(search)}%`),
    conditionOf('roles @> array[?]', role),
    conditionOf('is_active = ?', isActive),
    conditionOf('paid_access = ?', paidAccess),
    conditionOf('created_at >= ?', createdAfter),
    conditionOf('created_at < ?', createdBefore),
  ].flat();
  return {
    sql: conditions.map(({ sql }) => sql).join(' and ') || 'true',
    values: conditions.flatMap(({ values }) => values),
  };
}

function conditionOf(sql: string, value: unknown): readonly Condition[] {
  return value == null ? [] : [{ sql, values: [value] }];
}

/** The text of a `like` pattern in which every character stands for itself. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
