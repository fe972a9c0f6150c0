import { requireManager, requireOwner, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import type { OffsetPage, OffsetRequest, Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { OrderKey, OrderSort } from '../entities/order-selection.ts';
import type { Order } from '../entities/order.entity.ts';
import type { OrderListRepository, OrderListRequest } from '../repositories/order-list.repository.ts';
import { toSelection, workflowsWanted, workflowsToManage, type OrderFilter } from './order-list-rules.ts';

export type { OrderFilter } from './order-list-rules.ts';

/** What a caller asks of a list of one user's orders. */
export interface OrderQuery {
  readonly filter: OrderFilter;
  readonly sort: OrderSort;
}

/** What a caller asks of the list of everybody's orders. */
export interface OverallOrderQuery extends OrderQuery {
  readonly filter: OrderFilter & { readonly userId?: string | null };
}

export interface OrderListDependencies {
  readonly viewer: Viewer;
  /** The door through which the request came; some know orders of one workflow only. */
  readonly door: Contract;
  readonly lists: OrderListRepository;
}

/** Lists of orders, as one viewer may read them. */
export class OrderListService {
  readonly #deps: OrderListDependencies;

  constructor(deps: OrderListDependencies) {
    this.#deps = deps;
  }

  /** For the user and administrators. @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  async ofUser(userId: string, query: OrderQuery, page: PageRequest<OrderKey>): Promise<Page<Order>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.lists.ofUser(userId, this.#ownRequest(query), page);
  }

  /** The same by places, with the size of the whole list. @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  async placesOfUser(userId: string, query: OrderQuery, place: OffsetRequest): Promise<OffsetPage<Order>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.lists.placesOfUser(userId, this.#ownRequest(query), place);
  }

  /** For administrators, and for managers the kitchen's. @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  async ofEverybody(query: OverallOrderQuery, page: PageRequest<OrderKey>): Promise<Page<Order>> {
    requireManager(this.#deps.viewer);
    const { lists } = this.#deps;
    const { userId } = query.filter;
    const request = this.#overallRequest(query);
    return await (typeof userId === 'string' ? lists.ofUser(userId, request, page) : lists.ofEverybody(request, page));
  }

  /** The same by places, with the size of the whole list. @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  async placesOfEverybody(query: OverallOrderQuery, place: OffsetRequest): Promise<OffsetPage<Order>> {
    requireManager(this.#deps.viewer);
    const { lists } = this.#deps;
    const { userId } = query.filter;
    const request = this.#overallRequest(query);
    return await (typeof userId === 'string'
      ? lists.placesOfUser(userId, request, place)
      : lists.placesOfEverybody(request, place));
  }

  #ownRequest({ filter, sort }: OrderQuery): OrderListRequest {
    return { selection: toSelection(filter, workflowsWanted(this.#deps.door, filter.workflow)), sort };
  }

  #overallRequest({ filter, sort }: OverallOrderQuery): OrderListRequest {
    const workflows = workflowsToManage(this.#deps.viewer, workflowsWanted(this.#deps.door, filter.workflow));
    return { selection: toSelection(filter, workflows), sort };
  }
}
