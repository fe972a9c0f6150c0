import { isAdministrator, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError, instantProblems } from '../../../kernel/errors/index.ts';
import { workflowsAt } from '../entities/order-doors.ts';
import type { OrderSelection } from '../entities/order-selection.ts';
import { ORDER_STATUSES, type OrderStatus, type OrderWorkflow } from '../entities/order.entity.ts';

/** Which orders a caller wants; what is absent or null excludes none. */
export interface OrderFilter {
  /** An order has one of these; of none where the list is empty. */
  readonly status?: readonly OrderStatus[] | null;
  readonly workflow?: OrderWorkflow | null;
  /** Both ends are included. */
  readonly minTotal?: string | null;
  readonly maxTotal?: string | null;
  /** At this instant or later. */
  readonly createdAfter?: Date | null;
  /** Before this instant. */
  readonly createdBefore?: Date | null;
}

/** The workflows of which a request through this door finds orders, of those it asks for; all unless told. */
export function workflowsWanted(door: Contract, asked?: OrderWorkflow | null): readonly OrderWorkflow[] {
  return workflowsAt(door).filter((workflow) => workflow === (asked ?? workflow));
}

/**
 * Those of everybody's orders that a manager or an administrator may list: managers run the kitchen, the rest is not
 * theirs.
 * @throws FORBIDDEN for a manager who asks for orders of another workflow.
 */
export function workflowsToManage(viewer: Viewer, workflows: readonly OrderWorkflow[]): readonly OrderWorkflow[] {
  if (isAdministrator(viewer)) return workflows;
  const managed = workflows.filter((workflow) => workflow === 'KITCHEN');
  if (managed.length === 0 && workflows.length > 0) throw new AppError('FORBIDDEN');
  return managed;
}

/** @throws BAD_USER_INPUT for a range that ends before it begins, or an instant outside the years 1 to 9999. */
export function toSelection(filter: OrderFilter, workflows: readonly OrderWorkflow[]): OrderSelection {
  const { minTotal, maxTotal, createdAfter, createdBefore } = filter;
  requireCalendar('createdAfter', createdAfter);
  requireCalendar('createdBefore', createdBefore);
  requireOrder('minTotal', cents(minTotal), cents(maxTotal));
  requireOrder('createdAfter', createdAfter?.getTime(), createdBefore?.getTime());
  return {
    workflows,
    statuses: ORDER_STATUSES.filter((status) => filter.status?.includes(status) ?? true),
    minTotal: minTotal ?? undefined,
    maxTotal: maxTotal ?? undefined,
    createdFrom: createdAfter ?? undefined,
    createdBefore: createdBefore ?? undefined,
  };
}

/** Decimals have two places by the time they are here. */
function cents(amount: string | null | undefined): bigint | undefined {
  return typeof amount === 'string' ? BigInt(amount.replace('.', '')) : undefined;
}

function requireOrder<T extends bigint | number>(field: string, from: T | undefined, to: T | undefined): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw new AppError('BAD_USER_INPUT', { field: `filter.${field}`, message: 'This range ends before it begins.' });
}

function requireCalendar(field: string, instant: Date | null | undefined): void {
  const [problem] = instantProblems(`filter.${field}`, instant);
  if (problem !== undefined) throw new AppError('BAD_USER_INPUT', problem);
}
