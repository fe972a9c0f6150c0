import { comesAfter, orderBy, type Sort } from '../../../kernel/database/index.ts';
import type { OrderKey, OrderSelection } from '../entities/order-selection.ts';
import { ORDER_STATUSES, ORDER_WORKFLOWS } from '../entities/order.entity.ts';

/** A query and the values of its `?`, in their order. */
export interface SqlQuery {
  readonly query: string;
  readonly values: readonly unknown[];
}

/** Selects the keys of one user's list, all out of one index; `owner.id` stands for the user. */
export function rowsOfUser(selection: OrderSelection): SqlQuery {
  const parts = [
    oneOf('workflow', selection.workflows, ORDER_WORKFLOWS),
    oneOf('status', selection.statuses, ORDER_STATUSES),
    ranges(selection),
  ];
  return {
    query: `select id, created_at, total from customer_order where user_id = owner.id${parts.map(({ query }) => query).join('')}`,
    values: parts.flatMap(({ values }) => values),
  };
}

/** A condition to add to others, that a column has one of these names; none where these are all there are. */
export function oneOf(column: string, names: readonly string[], all: readonly string[]): SqlQuery {
  if (names.length === all.length) return { query: '', values: [] };
  return { query: ` and ${column} = any(?::text[])`, values: [textArray(names)] };
}

/** How much of a sorted list is wanted: so many rows from its beginning, or after a key. */
export interface Stretch {
  readonly sort: Sort<OrderKey>;
  readonly after: OrderKey | undefined;
  readonly length: number;
}

/**
 * Selects the keys of a stretch of everybody's list: a branch for each workflow and status, because each of them is
 * sorted in an index. No branch reads more rows than are wanted, however rare a status is and however long the list.
 */
export function rowsOfEverybody(selection: OrderSelection, { sort, after, length }: Stretch): SqlQuery {
  const { query, values } = ranges(selection);
  const branches = selection.workflows.flatMap((workflow) => selection.statuses.map((status) => [workflow, status]));
  if (branches.length === 0)
    return { query: 'select id, created_at, total from customer_order where false', values: [] };
  const rest = after === undefined ? '' : ` and ${comesAfter(sort)}`;
  const branch = `(select id, created_at, total from customer_order
    where workflow = ? and status = ?${query}${rest} order by ${orderBy(sort)} limit ?)`;
  const common = [...values, ...(after === undefined ? [] : sort.values(after)), length];
  return {
    query: branches.map(() => branch).join(' union all '),
    values: branches.flatMap((names) => [...names, ...common]),
  };
}

/** Counts everybody's list, out of the running totals where these tell. */
export function countOfEverybody(selection: OrderSelection): SqlQuery {
  const { query, values } = ranges(selection);
  const names = [textArray(selection.workflows), textArray(selection.statuses)];
  const where = 'where workflow = any(?::text[]) and status = any(?::text[])';
  if (values.length === 0) return { query: `select coalesce(sum(orders), 0) from order_tally ${where}`, values: names };
  return { query: `select count(*) from customer_order ${where}${query}`, values: [...names, ...values] };
}

function ranges({ minTotal, maxTotal, createdFrom, createdBefore }: OrderSelection): SqlQuery {
  const conditions = [
    ['total >= ?::numeric', minTotal],
    ['total <= ?::numeric', maxTotal],
    ['created_at >= ?', createdFrom],
    ['created_at < ?', createdBefore],
  ] as const;
  const given = conditions.filter(([, value]) => value !== undefined);
  return {
    query: given.map(([condition]) => ` and ${condition}`).join(''),
    values: given.map(([, value]) => value),
  };
}

/** Names out of our own tables of names: none needs quoting. */
function textArray(names: readonly string[]): string {
  return `{${names.join(',')}}`;
}
