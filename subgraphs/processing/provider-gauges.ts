import { Gauge, type Registry } from 'prom-client';

import type { Selection, SelectionView } from './selection/index.ts';

/** Shows how the free provider stands, read from the quota store with each scrape. While that does not answer: NaN. */
export function createProviderGauges(metrics: Registry, view: Selection['view']): void {
  const gauge = (name: string, help: string, read: (view: SelectionView | undefined) => number): void => {
    new Gauge({
      name,
      help,
      registers: [metrics],
      async collect() {
        this.set(await view().then(read, () => Number.NaN));
      },
    });
  };
  gauge(
    'stoa_selection_free_remaining',
    'Calls the free provider is sure to accept before it blocks.',
    (seen) => seen?.remaining ?? Number.NaN,
  );
  gauge('stoa_selection_blocked_seconds', 'For how much longer the free provider blocks.', (seen) =>
    seen?.blockedUntil === undefined ? 0 : Math.max(0, seen.blockedUntil - Date.now()) / 1_000,
  );
}
