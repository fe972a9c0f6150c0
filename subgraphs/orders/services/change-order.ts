import type { Contract } from '../../../kernel/auth/index.ts';
import { AppError, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { OrderStatus } from '../entities/order.entity.ts';
import type { DishesNotFound } from '../entities/price-lines.ts';
import type { OrderChanges } from '../entities/revise-order.ts';
import { allowedSteps, type Mover } from '../entities/transitions.ts';
import type { LockedOrder } from '../repositories/order.repository.ts';
import { amountProblems, lineProblems, specialRequestsProblems, type RequestedLine } from './order-rules.ts';
import { priceOrder, type InvalidOrder } from './price-order.ts';

/** The order to be changed, in the state in which the caller saw it: without a version, in any. */
export interface OrderTarget {
  readonly id: string;
  readonly version?: number | null | undefined;
}

export interface ChangeOrderRequest extends OrderTarget {
  readonly status?: OrderStatus | null | undefined;
  readonly specialRequests?: string | null | undefined;
  readonly lines?: readonly RequestedLine[] | null | undefined;
}

export interface IllegalTransition {
  readonly kind: 'illegal_transition';
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  /** Where this viewer may move the order instead. */
  readonly allowed: readonly OrderStatus[];
}

/** A locked order, and in which capacities and through which door it is to be changed. */
export interface ChangeSituation extends LockedOrder {
  readonly movers: readonly Mover[];
  readonly door: Contract;
}

/** What is wrong with a change before the order is looked at. */
export function changeProblems(request: ChangeOrderRequest, door: Contract): readonly FieldProblem[] {
  const lines = request.lines ?? undefined;
  const problems = [
    ...(lines === undefined ? [] : lineProblems(lines, 'MANUAL')),
    ...specialRequestsProblems(request.specialRequests ?? ''),
  ];
  return problems.length > 0 ? [...problems, ...amountProblems(lines ?? [], door)] : [];
}

/** Undefined where the order may go there. */
export function stepTo(
  to: OrderStatus,
  { order, movers }: Pick<ChangeSituation, 'order' | 'movers'>,
): IllegalTransition | undefined {
  const allowed = allowedSteps(order, movers);
  return allowed.includes(to) ? undefined : { kind: 'illegal_transition', from: order.status, to, allowed };
}

/** @throws FORBIDDEN for new lines of somebody who is no administrator, and for special requests of a service. */
export function decideChange(
  request: ChangeOrderRequest,
  situation: ChangeSituation,
): OrderChanges | IllegalTransition | InvalidOrder | DishesNotFound {
  const status = request.status ?? undefined;
  const specialRequests = request.specialRequests ?? undefined;
  const illegal = status === undefined ? undefined : stepTo(status, situation);
  if (illegal !== undefined) return illegal;
  if (specialRequests !== undefined && !situation.movers.some((mover) => mover !== 'SERVICE'))
    throw new AppError('FORBIDDEN', { field: 'input.specialRequests' });
  if (specialRequests !== undefined && !mayChangeRequests(situation))
    return invalid('specialRequests', 'Special requests change only while the order is PENDING.');
  if (request.lines == null) return { status, specialRequests };
  if (!situation.movers.includes('ADMINISTRATOR')) throw new AppError('FORBIDDEN', { field: 'input.lines' });
  if (situation.order.workflow === 'KITCHEN') return invalid('lines', 'The lines of a kitchen order stay as they are.');
  const priced = priceOrder(request.lines, situation.dishes, situation.door);
  return priced.kind === 'priced_order' ? { status, specialRequests, lines: priced.lines } : priced;
}

function mayChangeRequests({ order, movers }: ChangeSituation): boolean {
  return order.status === 'PENDING' || movers.includes('ADMINISTRATOR') || movers.includes('MANAGER');
}

function invalid(field: string, message: string): InvalidOrder {
  return { kind: 'invalid_order', problems: [{ field, message }] };
}
