import { requireAdministrator, requireOwner, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import type { Order, OrderWorkflow } from '../entities/order.entity.ts';
import type { OrderListRepository, OrderListRequest } from '../repositories/order-list.repository.ts';
import type { OrderStatisticsRepository, OrderTotals } from '../repositories/order-statistics.repository.ts';
import { toSelection, workflowsWanted } from './order-list-rules.ts';

/** Sums over one user's orders, and of which workflows they are. */
export interface UserOrderTotals extends OrderTotals {
  readonly userId: string;
  readonly workflows: readonly OrderWorkflow[];
}

/** Sums over everybody's orders, and of which workflows they are. */
export interface OverallOrderTotals extends OrderTotals {
  readonly workflows: readonly OrderWorkflow[];
}

export interface OrderStatisticsDependencies {
  readonly viewer: Viewer;
  /** The door through which the request came; some know orders of one workflow only. */
  readonly door: Contract;
  readonly statistics: OrderStatisticsRepository;
  readonly lists: OrderListRepository;
}

const RECENT = { first: 5, after: undefined };

/** Statistics of orders, as one viewer may see them. */
export class OrderStatisticsService {
  readonly #deps: OrderStatisticsDependencies;

  constructor(deps: OrderStatisticsDependencies) {
    this.#deps = deps;
  }

  /** For the user and administrators. @throws UNAUTHENTICATED, FORBIDDEN */
  async ofUser(userId: string, workflow?: OrderWorkflow | null): Promise<UserOrderTotals> {
    requireOwner(this.#deps.viewer, userId);
    const workflows = workflowsWanted(this.#deps.door, workflow);
    return { userId, workflows, ...(await this.#deps.statistics.ofUser(userId, workflows)) };
  }

  /** The newest five. @throws UNAUTHENTICATED, FORBIDDEN */
  async recentOfUser({ userId, workflows }: UserOrderTotals): Promise<readonly Order[]> {
    requireOwner(this.#deps.viewer, userId);
    return (await this.#deps.lists.ofUser(userId, newestOf(workflows), RECENT)).items;
  }

  /** For administrators. @throws UNAUTHENTICATED, FORBIDDEN */
  async ofEverybody(workflow?: OrderWorkflow | null): Promise<OverallOrderTotals> {
    requireAdministrator(this.#deps.viewer);
    const workflows = workflowsWanted(this.#deps.door, workflow);
    return { workflows, ...(await this.#deps.statistics.ofEverybody(workflows)) };
  }

  /** The newest five. @throws UNAUTHENTICATED, FORBIDDEN */
  async recentOfEverybody({ workflows }: OverallOrderTotals): Promise<readonly Order[]> {
    requireAdministrator(this.#deps.viewer);
    return (await this.#deps.lists.ofEverybody(newestOf(workflows), RECENT)).items;
  }
}

function newestOf(workflows: readonly OrderWorkflow[]): OrderListRequest {
  return { selection: toSelection({}, workflows), sort: { field: 'CREATED_AT', direction: 'DESC' } };
}
