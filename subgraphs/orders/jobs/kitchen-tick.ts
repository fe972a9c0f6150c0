import type { KitchenService } from '../services/kitchen.service.ts';

type TickReport = Awaited<ReturnType<KitchenService['tick']>>;

/** The task that lets the kitchen's clock tick; a tick that moved something is told to `onMoved`. */
export function kitchenTick(open: () => KitchenService, onMoved: (report: TickReport) => void): () => Promise<void> {
  return async () => {
    const report = await open().tick();
    if (report.completed + report.started > 0) onMoved(report);
  };
}
