import type { Registry } from 'prom-client';

import type { Config, SubgraphName } from '../kernel/config/index.ts';
import { createSigner } from '../kernel/envelope/index.ts';
import type { Lifecycle } from '../kernel/lifecycle/index.ts';
import type { Logger } from '../kernel/logging/index.ts';
import { createUnheardRevocations, openRevocations, type RevocationFeed } from '../kernel/revocation/index.ts';
import { openSignals, type SignalBus } from '../kernel/signals/index.ts';
import { createInProcessTransport, createSubgraph, type Subgraph } from '../kernel/subgraph/index.ts';
import { createSubgraphCaller, type SubgraphCaller } from '../kernel/transport/index.ts';
import { SUBGRAPHS } from '../subgraphs/index.ts';
import { openProviders, type ProviderAddresses } from './open-providers.ts';
import { openStores, type Stores } from './open-stores.ts';

export interface SubgraphsOptions {
  readonly config: Config;
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** For a command beside a running Stoa: use the stores of its data folder, as one more replica. */
  readonly joins?: boolean;
  readonly now?: () => Date;
}

/** All subgraphs in this process, on their stores; the calls between them are the same as between processes. */
export interface OpenSubgraphs {
  /** The settings, with the addresses of what was started for them. */
  readonly config: Config;
  readonly stores: Stores;
  readonly providers: ProviderAddresses;
  readonly subgraphs: ReadonlyMap<SubgraphName, Subgraph>;
  readonly caller: (name: SubgraphName) => SubgraphCaller | undefined;
  /** By which a gateway in this process hears of ended sessions. */
  readonly revocations: RevocationFeed;
  /** By which it hears of what changed. */
  readonly signals: SignalBus;
}

/** Opens stores, reference providers and subgraphs, and registers their stop. */
export async function openSubgraphs(options: SubgraphsOptions): Promise<OpenSubgraphs> {
  const { config: given, lifecycle, logger, metrics, joins = false, now } = options;
  const stores = await openStores({ config: given, lifecycle, joins });
  const providers = await openProviders(given, lifecycle);
  const { redisUrl, signingKey } = stores;
  const config: Config = Object.freeze({
    ...given,
    ...providers,
    REDIS_URL: redisUrl,
    STOA_SIGNING_KEY: signingKey,
  });

  const hasGatewayElsewhere = joins && redisUrl === undefined;
  const revocations = hasGatewayElsewhere ? createUnheardRevocations() : await openRevocations(redisUrl, logger);
  lifecycle.onStop('revocations', () => revocations.close());

  const signals = await openSignals(redisUrl, logger);
  lifecycle.onStop('signals', () => signals.close());

  const subgraphs = new Map<SubgraphName, Subgraph>();
  const callers = new Map(config.STOA_APPS.map((name) => [name, inProcessCaller(name, subgraphs, signingKey)]));
  const caller = (name: SubgraphName): SubgraphCaller | undefined => callers.get(name);
  for (const name of config.STOA_APPS) {
    const subgraph = await createSubgraph(SUBGRAPHS[name], {
      config,
      databaseUrl: stores.databaseUrl(name),
      signingKey,
      logger,
      metrics,
      peer: caller,
      revocations,
      signals,
      ...(now === undefined ? {} : { now }),
    });
    subgraphs.set(name, subgraph);
    lifecycle.onStop(name, () => subgraph.close());
  }
  return { config, stores, providers, subgraphs, caller, revocations, signals };
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
