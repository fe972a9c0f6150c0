import type { JSONWebKeySet } from 'jose';
import { collectDefaultMetrics, Registry } from 'prom-client';

import { createGateway, type Gateway } from '../gateway/create-gateway.ts';
import { JWKS_PATH } from '../kernel/auth/index.ts';
import type { Config, SubgraphName } from '../kernel/config/index.ts';
import { AppError } from '../kernel/errors/index.ts';
import type { Lifecycle } from '../kernel/lifecycle/index.ts';
import type { Logger } from '../kernel/logging/index.ts';
import { openOps } from '../kernel/ops/index.ts';
import type { Subgraph } from '../kernel/subgraph/index.ts';
import type { SubgraphCaller } from '../kernel/transport/index.ts';
import type { ProviderAddresses } from './open-providers.ts';
import type { Stores } from './open-stores.ts';
import { openSubgraphs } from './open-subgraphs.ts';

export interface AppOptions {
  readonly config: Config;
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
}

/** Gateway, subgraphs, reference providers and their stores in one process. */
export interface App {
  readonly url: string;
  readonly opsUrl: string;
  readonly stores: Pick<Stores, 'postgres' | 'redis'>;
  readonly providers: ProviderAddresses;
  readonly gateway: Gateway;
  readonly caller: (name: SubgraphName) => SubgraphCaller | undefined;
}

/** Starts everything and registers its stop. The calls between the parts are the same as between processes. */
export async function createApp({ config: given, lifecycle, logger }: AppOptions): Promise<App> {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const { config, stores, providers, subgraphs, caller, revocations, signals } = await openSubgraphs({
    config: given,
    lifecycle,
    logger,
    metrics,
  });
  for (const [name, subgraph] of subgraphs) {
    if (!subgraph.hasJobs) continue;
    const worker = await subgraph.startWorker();
    lifecycle.onStop(`jobs of ${name}`, () => worker.close());
  }

  const checks = Object.assign({}, ...[...subgraphs.values()].map((subgraph) => subgraph.checks)) as Subgraph['checks'];
  const ops = await openOps({ config, lifecycle, checks, metrics });

  const fetchJwks = async (): Promise<JSONWebKeySet> => {
    const users = caller('users');
    if (users === undefined) throw new AppError('SUBGRAPH_UNAVAILABLE');
    return (await users.read(JWKS_PATH)) as JSONWebKeySet;
  };
  const gateway = await createGateway({
    config,
    upstream: { kind: 'stoa', caller, fetchJwks, revocations, signals },
    introspection: config.INTROSPECTION ?? true,
    logger,
    metrics,
  });
  lifecycle.onStop('gateway', () => gateway.close());
  const url = await gateway.listen(config.PORT, config.HOST);
  ops.acceptWork();
  return { url, opsUrl: ops.url, stores, providers, gateway, caller };
}
