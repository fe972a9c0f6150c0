import type { Registry } from 'prom-client';

import type { Config } from '../config/index.ts';
import type { Lifecycle } from '../lifecycle/index.ts';
import { createOpsServer, type Checks, type OpsOptions } from './create-ops-server.ts';

export interface OpenOpsOptions {
  readonly config: Pick<Config, 'DRAIN_DELAY_MS' | 'HOST' | 'OPS_PORT'>;
  readonly lifecycle: Lifecycle;
  readonly checks: Checks;
  readonly notes?: OpsOptions['notes'];
  readonly metrics: Registry;
}

export interface Ops {
  readonly url: string;
  /**
   * Says that the process takes work; call it once its listener stands. When the process is told to stop it is first
   * no longer ready, then waits for load balancers to notice, and only then goes on to close its listener.
   */
  acceptWork(): void;
}

const MARGIN_MS = 1_000;

/** Opens the operations port of a process, not ready yet, and registers its part of the stop. */
export async function openOps({ config, lifecycle, checks, notes, metrics }: OpenOpsOptions): Promise<Ops> {
  let accepting = false;
  const server = createOpsServer({
    checks,
    accepting: () => accepting,
    metrics,
    ...(notes === undefined ? {} : { notes }),
  });
  lifecycle.onStop('operations port', () => server.close());
  const url = await server.listen(config.OPS_PORT, config.HOST);
  const drain = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, config.DRAIN_DELAY_MS));
  return {
    url,
    acceptWork() {
      lifecycle.onStop('drain', drain, config.DRAIN_DELAY_MS + MARGIN_MS);
      lifecycle.onStop('readiness', () => {
        accepting = false;
      });
      accepting = true;
    },
  };
}
