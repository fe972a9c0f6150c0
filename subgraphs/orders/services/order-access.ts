import { isAdministrator, isManager, maySeePrivate, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { Order } from '../entities/order.entity.ts';
import type { Mover } from '../entities/transitions.ts';

/** Whether the viewer may see an order: its user, an administrator, a subgraph of ours; of the kitchen's also a manager. */
export function maySeeOrder(viewer: Viewer, { userId, workflow }: Order): boolean {
  return maySeePrivate(viewer, userId) || (workflow === 'KITCHEN' && isManager(viewer));
}

/** @throws UNAUTHENTICATED for strangers, FORBIDDEN where `maySeeOrder` is false. */
export function requireSeeOrder(viewer: Viewer, order: Order): void {
  if (viewer.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
  if (!maySeeOrder(viewer, order)) throw new AppError('FORBIDDEN');
}

/** In which capacities the viewer moves this order on; those who may not even see it have none. */
export function moversOf(viewer: Viewer, { userId, workflow }: Order): readonly Mover[] {
  const capacities: readonly (readonly [Mover, boolean])[] = [
    ['OWNER', viewer.kind === 'user' && viewer.id === userId],
    ['MANAGER', workflow === 'KITCHEN' && isManager(viewer)],
    ['ADMINISTRATOR', isAdministrator(viewer)],
    ['SERVICE', viewer.kind === 'service'],
  ];
  return capacities.flatMap(([mover, applies]) => (applies ? [mover] : []));
}
