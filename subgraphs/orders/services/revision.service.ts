import { requireAdministrator, requireSignedIn, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import { workflowsAt } from '../entities/order-doors.ts';
import type { Order, OrderStatus } from '../entities/order.entity.ts';
import { dishRefsOf, type DishesNotFound } from '../entities/price-lines.ts';
import { removeOrder, reviseOrder, type OrderChanges } from '../entities/revise-order.ts';
import { shortagesOf } from '../entities/stock.ts';
import type { Mover } from '../entities/transitions.ts';
import type { LockedOrder, OrderRepository } from '../repositories/order.repository.ts';
import {
  changeProblems,
  decideChange,
  stepTo,
  type ChangeOrderRequest,
  type IllegalTransition,
  type OrderTarget,
} from './change-order.ts';
import { moversOf } from './order-access.ts';
import { toNewLines } from './order-rules.ts';
import type { InsufficientStock } from './placement.service.ts';
import type { InvalidOrder } from './price-order.ts';

export type { ChangeOrderRequest, OrderTarget } from './change-order.ts';

type Stopped =
  | { readonly kind: 'order_not_found'; readonly id: string }
  /** With the order as it is now. */
  | { readonly kind: 'order_version_conflict'; readonly order: Order };

export type SetOrderStatusOutcome =
  { readonly kind: 'order_changed'; readonly order: Order } | Stopped | IllegalTransition | InsufficientStock;
export type ChangeOrderOutcome = SetOrderStatusOutcome | InvalidOrder | DishesNotFound;
export type DeleteOrderOutcome = { readonly kind: 'order_deleted'; readonly order: Order } | Stopped;

export interface RevisionDependencies {
  readonly viewer: Viewer;
  /** The door through which the request came; some know orders of one workflow only. */
  readonly door: Contract;
  readonly orders: OrderRepository;
  readonly now: () => Date;
}

/** Changes of orders, as one viewer may make them. Each is done whole, with its stock, or not at all. */
export class RevisionService {
  readonly #deps: RevisionDependencies;

  constructor(deps: RevisionDependencies) {
    this.#deps = deps;
  }

  /** Cancelling gives the dishes back to the stock. @throws UNAUTHENTICATED, FORBIDDEN */
  async setStatus(target: OrderTarget, status: OrderStatus): Promise<SetOrderStatusOutcome> {
    requireSignedIn(this.#deps.viewer);
    return await this.#revise<never>(
      target,
      [],
      (locked, movers) => stepTo(status, { ...locked, movers }) ?? { status },
    );
  }

  /**
   * Administrators replace the lines of MANUAL orders, at today's prices. The user changes the special requests while
   * nobody has begun; those who run the order at any time.
   * @throws UNAUTHENTICATED, FORBIDDEN
   */
  async change(request: ChangeOrderRequest): Promise<ChangeOrderOutcome> {
    requireSignedIn(this.#deps.viewer);
    const { door } = this.#deps;
    const problems = changeProblems(request, door);
    if (problems.length > 0) return { kind: 'invalid_order', problems };
    const dishes = dishRefsOf(toNewLines(request.lines ?? []));
    return await this.#revise<InvalidOrder | DishesNotFound>(request, dishes, (locked, movers) =>
      decideChange(request, { ...locked, movers, door }),
    );
  }

  /** For administrators. What was not completed goes back into stock. @throws UNAUTHENTICATED, FORBIDDEN */
  async remove({ id, version }: OrderTarget): Promise<DeleteOrderOutcome> {
    requireAdministrator(this.#deps.viewer);
    const outcome = await this.#deps.orders.revise<Stopped>(
      { id, dishes: [] },
      (locked) => this.#stop(locked.order, { id, version }) ?? removeOrder(locked, this.#deps.now()),
    );
    if (outcome === undefined) return { kind: 'order_not_found', id };
    return outcome.kind === 'stored' ? { kind: 'order_deleted', order: outcome.order } : outcome;
  }

  async #revise<R extends { readonly kind: string }>(
    target: OrderTarget,
    dishes: Parameters<OrderRepository['revise']>[0]['dishes'],
    decide: (locked: LockedOrder, movers: readonly Mover[]) => OrderChanges | IllegalTransition | R,
  ): Promise<SetOrderStatusOutcome | R> {
    const { viewer, orders, now } = this.#deps;
    const outcome = await orders.revise<Stopped | IllegalTransition | InsufficientStock | R>(
      { id: target.id, dishes },
      (locked) => {
        const stopped = this.#stop(locked.order, target);
        if (stopped !== undefined) return stopped;
        const changes = decide(locked, moversOf(viewer, locked.order));
        if ('kind' in changes) return changes;
        const revision = reviseOrder(locked, changes, now());
        const shortages = shortagesOf(revision.moves, locked.dishes);
        return shortages.length > 0 ? { kind: 'insufficient_stock', shortages } : revision;
      },
    );
    if (outcome === undefined) return { kind: 'order_not_found', id: target.id };
    return 'order' in outcome && outcome.kind === 'stored' ? { kind: 'order_changed', order: outcome.order } : outcome;
  }

  #stop(order: Order, { id, version }: OrderTarget): Stopped | undefined {
    if (!workflowsAt(this.#deps.door).includes(order.workflow)) return { kind: 'order_not_found', id };
    if (moversOf(this.#deps.viewer, order).length === 0) throw new AppError('FORBIDDEN');
    return version == null || version === order.version ? undefined : { kind: 'order_version_conflict', order };
  }
}
