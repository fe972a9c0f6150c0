import type { Order, OrderStatus, OrderWorkflow } from './order.entity.ts';

export const ORDER_SORT_FIELDS = ['CREATED_AT', 'TOTAL'] as const;
export const ORDER_SORT_DIRECTIONS = ['ASC', 'DESC'] as const;

/** By what a list of orders is sorted; ids decide between equal values. */
export interface OrderSort {
  readonly field: (typeof ORDER_SORT_FIELDS)[number];
  readonly direction: (typeof ORDER_SORT_DIRECTIONS)[number];
}

/** Which orders a list has: those to which every part applies. */
export interface OrderSelection {
  readonly workflows: readonly OrderWorkflow[];
  readonly statuses: readonly OrderStatus[];
  /** Both ends are included. */
  readonly minTotal: string | undefined;
  readonly maxTotal: string | undefined;
  /** Included. */
  readonly createdFrom: Date | undefined;
  /** Not included. */
  readonly createdBefore: Date | undefined;
}

/** The sort key of an order: the value of the column that the list is sorted by, and the id. */
export type OrderKey = Pick<Order, 'createdAt' | 'id'> | Pick<Order, 'total' | 'id'>;
