import { maySeePrivate, requireOwner, requireSignedIn, requireUser, type Viewer } from '../../../kernel/auth/index.ts';
import type { FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { OrderLine } from '../entities/order-line.entity.ts';
import type { Order } from '../entities/order.entity.ts';
import { placeOrder } from '../entities/place-order.ts';
import type { OrderRepository, StoredOrder } from '../repositories/order.repository.ts';
import { orderProblems, type PlaceOrderRequest } from './order-rules.ts';

export type PlaceOrderOutcome =
  | ({ readonly kind: 'order_placed' } & StoredOrder)
  | { readonly kind: 'invalid_order'; readonly problems: readonly FieldProblem[] };

export interface OrderDependencies {
  readonly viewer: Viewer;
  readonly orders: OrderRepository;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Orders, as one viewer may use them. */
export class OrderService {
  readonly #deps: OrderDependencies;

  constructor(deps: OrderDependencies) {
    this.#deps = deps;
  }

  /** For the signed-in user. Safe to repeat with an idempotency key: the first order is the answer. */
  async place(request: PlaceOrderRequest): Promise<PlaceOrderOutcome> {
    const user = requireUser(this.#deps.viewer);
    const problems = orderProblems(request);
    if (problems.length > 0) return { kind: 'invalid_order', problems };
    const { lines, specialRequests, idempotencyKey } = request;
    const details = { lines, specialRequests: specialRequests ?? '', idempotencyKey: idempotencyKey ?? null };
    const placed = placeOrder({ id: this.#deps.newId(), userId: user.id, ...details, now: this.#deps.now() });
    return { kind: 'order_placed', ...(await this.#deps.orders.place(placed)) };
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for somebody else's order. */
  async byId(id: string): Promise<Order | null> {
    requireSignedIn(this.#deps.viewer);
    const order = await this.#deps.orders.byId(id);
    if (order === undefined) return null;
    requireOwner(this.#deps.viewer, order.userId);
    return order;
  }

  /** For references out of other subgraphs: what the viewer may not see is as if absent. */
  async byReference(id: string): Promise<Order | null> {
    const order = await this.#deps.orders.byId(id);
    return order !== undefined && maySeePrivate(this.#deps.viewer, order.userId) ? order : null;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async ofUser(userId: string, page: PageRequest<TimeKey>): Promise<Page<Order>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.orders.ofUser(userId, page);
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async linesOf(order: Order): Promise<readonly OrderLine[]> {
    requireOwner(this.#deps.viewer, order.userId);
    return await this.#deps.orders.linesOf(order.id);
  }
}
