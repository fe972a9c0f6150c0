import { ORDER_STATUSES, type OrderStatus, type OrderWorkflow } from './order.entity.ts';

/** In which capacity somebody moves an order on; one person may have several. */
export const MOVERS = ['OWNER', 'MANAGER', 'ADMINISTRATOR', 'SERVICE'] as const;
export type Mover = (typeof MOVERS)[number];

/** To which statuses an order may go from each. */
export type Steps = Readonly<Record<OrderStatus, readonly OrderStatus[]>>;

const NONE: Steps = { PENDING: [], IN_PROGRESS: [], COMPLETED: [], CANCELLED: [] };
const BY_HAND: Steps = {
  PENDING: ['IN_PROGRESS', 'CANCELLED'],
  IN_PROGRESS: ['COMPLETED', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
};
const ANY: Steps = {
  PENDING: ORDER_STATUSES,
  IN_PROGRESS: ORDER_STATUSES,
  COMPLETED: ORDER_STATUSES,
  CANCELLED: ORDER_STATUSES,
};

/** The whole law of how orders move. */
export const TRANSITIONS: Readonly<Record<OrderWorkflow, Readonly<Record<Mover, Steps>>>> = {
  KITCHEN: {
    OWNER: { ...NONE, PENDING: ['CANCELLED'] },
    MANAGER: BY_HAND,
    ADMINISTRATOR: BY_HAND,
    SERVICE: { ...NONE, PENDING: ['IN_PROGRESS'], IN_PROGRESS: ['COMPLETED'] },
  },
  MANUAL: {
    OWNER: { PENDING: ['CANCELLED'], IN_PROGRESS: ['CANCELLED'], COMPLETED: ['CANCELLED'], CANCELLED: [] },
    MANAGER: NONE,
    ADMINISTRATOR: ANY,
    SERVICE: NONE,
  },
};

/** Where an order may go next, moved by somebody in these capacities; in the order of `ORDER_STATUSES`. */
export function allowedSteps(
  { workflow, status }: { readonly workflow: OrderWorkflow; readonly status: OrderStatus },
  movers: readonly Mover[],
): readonly OrderStatus[] {
  return ORDER_STATUSES.filter((to) => movers.some((mover) => TRANSITIONS[workflow][mover][status].includes(to)));
}
