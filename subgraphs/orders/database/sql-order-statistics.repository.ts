import type { EntityManager } from '@mikro-orm/postgresql';

import { batchByRequest, toUuidArray } from '../../../kernel/database/index.ts';
import { ORDER_WORKFLOWS, type OrderWorkflow } from '../entities/order.entity.ts';
import type { OrderStatisticsRepository, OrderTotals } from '../repositories/order-statistics.repository.ts';
import { oneOf } from './sql-order-list-rows.ts';

export class SqlOrderStatisticsRepository implements OrderStatisticsRepository {
  readonly ofUser: OrderStatisticsRepository['ofUser'];
  readonly ofEverybody: OrderStatisticsRepository['ofEverybody'];

  constructor(em: EntityManager) {
    this.ofUser = batchByRequest((workflows, userIds) => totalsOfUsers(em, workflows, userIds));
    this.ofEverybody = (workflows) => totalsOfEverybody(em, workflows);
  }
}

/** Needs `orders`, `amount` and `status` of rows that each stand for some orders. */
const TOTALS = `
  coalesce(sum(orders), 0)::int as total,
  coalesce(sum(orders) filter (where status = 'PENDING'), 0)::int as pending,
  coalesce(sum(orders) filter (where status = 'IN_PROGRESS'), 0)::int as in_progress,
  coalesce(sum(orders) filter (where status = 'COMPLETED'), 0)::int as completed,
  coalesce(sum(orders) filter (where status = 'CANCELLED'), 0)::int as cancelled,
  coalesce(sum(amount) filter (where status = 'COMPLETED'), 0)::numeric(40, 2)::text as completed_amount,
  coalesce(sum(amount) / nullif(sum(orders), 0), 0)::numeric(40, 2)::text as average_amount`;

interface TotalsRow {
  readonly total: number;
  readonly pending: number;
  readonly in_progress: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly completed_amount: string;
  readonly average_amount: string;
}

async function totalsOfUsers(
  em: EntityManager,
  workflows: readonly OrderWorkflow[],
  userIds: readonly string[],
): Promise<readonly OrderTotals[]> {
  const { query, values } = oneOf('workflow', workflows, ORDER_WORKFLOWS);
  const rows = await em.execute<TotalsRow[]>(
    `select ${TOTALS}
     from unnest(?::uuid[]) with ordinality as owner (id, position)
     left join lateral (
       select status, count(*) as orders, sum(total) as amount
       from customer_order where user_id = owner.id${query} group by status
     ) as own on true
     group by owner.position order by owner.position`,
    [toUuidArray(userIds), ...values],
  );
  return rows.map(toTotals);
}

async function totalsOfEverybody(em: EntityManager, workflows: readonly OrderWorkflow[]): Promise<OrderTotals> {
  const [row] = await em.execute<[TotalsRow]>(`select ${TOTALS} from order_tally where workflow = any(?::text[])`, [
    `{${workflows.join(',')}}`,
  ]);
  return toTotals(row);
}

function toTotals(row: TotalsRow): OrderTotals {
  return {
    total: row.total,
    byStatus: {
      pending: row.pending,
      inProgress: row.in_progress,
      completed: row.completed,
      cancelled: row.cancelled,
    },
    completedAmount: row.completed_amount,
    averageAmount: row.average_amount,
  };
}
