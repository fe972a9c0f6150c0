import { requireSignedIn, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import { workflowsAt } from '../entities/order-doors.ts';
import type { OrderLine } from '../entities/order-line.entity.ts';
import type { Order, OrderStatus } from '../entities/order.entity.ts';
import { allowedSteps } from '../entities/transitions.ts';
import type { OrderRepository } from '../repositories/order.repository.ts';
import { maySeeOrder, moversOf, requireSeeOrder } from './order-access.ts';

export interface OrderDependencies {
  readonly viewer: Viewer;
  /** The door through which the request came; some know orders of one workflow only. */
  readonly door: Contract;
  readonly orders: OrderRepository;
}

/** Orders, as one viewer may read them. */
export class OrderService {
  readonly #deps: OrderDependencies;

  constructor(deps: OrderDependencies) {
    this.#deps = deps;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for an order that is not the viewer's to see. */
  async byId(id: string): Promise<Order | null> {
    requireSignedIn(this.#deps.viewer);
    return this.#shown(await this.#deps.orders.byId(id));
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for an order that is not the viewer's to see. */
  async byNumber(number: number): Promise<Order | null> {
    requireSignedIn(this.#deps.viewer);
    return this.#shown(await this.#deps.orders.byNumber(number));
  }

  /** For references out of other subgraphs: what the viewer may not see is as if absent. */
  async byReference(id: string): Promise<Order | null> {
    const order = await this.#deps.orders.byId(id);
    return this.#isAtDoor(order) && maySeeOrder(this.#deps.viewer, order) ? order : null;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async linesOf(order: Order): Promise<readonly OrderLine[]> {
    requireSeeOrder(this.#deps.viewer, order);
    return await this.#deps.orders.linesOf(order.id);
  }

  /** Where the viewer may move the order now. @throws UNAUTHENTICATED, FORBIDDEN */
  nextStatuses(order: Order): readonly OrderStatus[] {
    requireSeeOrder(this.#deps.viewer, order);
    return allowedSteps(order, moversOf(this.#deps.viewer, order)).filter((status) => status !== order.status);
  }

  #shown(order: Order | undefined): Order | null {
    if (!this.#isAtDoor(order)) return null;
    requireSeeOrder(this.#deps.viewer, order);
    return order;
  }

  #isAtDoor(order: Order | undefined): order is Order {
    return order !== undefined && workflowsAt(this.#deps.door).includes(order.workflow);
  }
}
