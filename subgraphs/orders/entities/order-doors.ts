import type { Contract } from '../../../kernel/auth/index.ts';
import { ORDER_WORKFLOWS, type OrderWorkflow } from './order.entity.ts';

/** Doors whose clients know one workflow: they place, find and list no other orders. */
const WORKFLOW_OF_DOOR: Partial<Record<Contract, OrderWorkflow>> = { kpo: 'KITCHEN', trp: 'MANUAL' };

/** The one workflow of a door, or undefined where all orders are seen. */
export function workflowOfDoor(door: Contract): OrderWorkflow | undefined {
  return WORKFLOW_OF_DOOR[door];
}

/** The workflows whose orders a door shows. */
export function workflowsAt(door: Contract): readonly OrderWorkflow[] {
  const only = workflowOfDoor(door);
  return only === undefined ? ORDER_WORKFLOWS : [only];
}
