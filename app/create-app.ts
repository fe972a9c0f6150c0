import type { JSONWebKeySet } from 'jose';
import { collectDefaultMetrics, Registry } from 'prom-client';

import { createGateway, type Gateway } from '../gateway/create-gateway.ts';
import { JWKS_PATH } from '../kernel/auth/index.ts';
import type { Config, SubgraphName } from '../kernel/config/index.ts';
import { createSigner } from '../kernel/envelope/index.ts';
import { AppError } from '../kernel/errors/index.ts';
import type { Lifecycle } from '../kernel/lifecycle/index.ts';
import type { Logger } from '../kernel/logging/index.ts';
import { openOps } from '../kernel/ops/index.ts';
import { createInProcessTransport, createSubgraph, type Subgraph } from '../kernel/subgraph/index.ts';
import { createSubgraphCaller, type SubgraphCaller } from '../kernel/transport/index.ts';
import { SUBGRAPHS } from '../subgraphs/index.ts';
import { openProviders, type ProviderAddresses } from './open-providers.ts';
import { openStores, type Stores } from './open-stores.ts';

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
  const stores = await openStores(given, lifecycle);
  const providers = await openProviders(given, lifecycle);
  const config: Config = Object.freeze({
    ...given,
    ...providers,
    REDIS_URL: stores.redisUrl,
    STOA_SIGNING_KEY: stores.signingKey,
  });

  const subgraphs = new Map<SubgraphName, Subgraph>();
  const callers = new Map(config.STOA_APPS.map((name) => [name, inProcessCaller(name, subgraphs, stores.signingKey)]));
  const caller = (name: SubgraphName): SubgraphCaller | undefined => callers.get(name);
  for (const name of config.STOA_APPS) {
    const subgraph = await createSubgraph(SUBGRAPHS[name], {
      config,
      databaseUrl: stores.databaseUrl(name),
      signingKey: stores.signingKey,
      logger,
      metrics,
      peer: caller,
    });
    subgraphs.set(name, subgraph);
    lifecycle.onStop(name, () => subgraph.close());
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
    upstream: { kind: 'stoa', caller, fetchJwks },
    introspection: config.INTROSPECTION ?? true,
    logger,
    metrics,
  });
  lifecycle.onStop('gateway', () => gateway.close());
  const url = await gateway.listen(config.PORT, config.HOST);
  ops.acceptWork();
  return { url, opsUrl: ops.url, stores, providers, gateway, caller };
}

function inProcessCaller(
  name: SubgraphName,
  subgraphs: ReadonlyMap<SubgraphName, Subgraph>,
  signingKey: string,
): SubgraphCaller {
  return createSubgraphCaller(
    createInProcessTransport(() => subgraphs.get(name)),
    createSigner(signingKey, name),
  );
}
