import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Registry } from 'prom-client';

import type { Config } from '../../kernel/config/index.ts';
import { StartError, type Lifecycle } from '../../kernel/lifecycle/index.ts';
import type { Logger } from '../../kernel/logging/index.ts';
import { openHttpPeers, type SubgraphCaller } from '../../kernel/transport/index.ts';
import { openSubgraphs } from '../open-subgraphs.ts';

/**
 * Reaches the users subgraph of an installation: over HTTP where USERS_URL says where it is, else by opening it on the
 * stores of the data folder, whether a Stoa runs there or not.
 * @throws StartError where there is no installation.
 */
export async function openUsers(config: Config, lifecycle: Lifecycle, logger: Logger): Promise<SubgraphCaller> {
  const users =
    config.USERS_URL === undefined ? await openHere(config, lifecycle, logger) : openRemote(config, lifecycle);
  if (users === undefined) throw new StartError('The users subgraph is switched off (STOA_APPS).');
  return users;
}

function openRemote(config: Config, lifecycle: Lifecycle): SubgraphCaller | undefined {
  const peers = openHttpPeers(config, config.STOA_SIGNING_KEY ?? '');
  lifecycle.onStop('users', () => peers.close());
  return peers.caller('users');
}

async function openHere(given: Config, lifecycle: Lifecycle, logger: Logger): Promise<SubgraphCaller | undefined> {
  const folder = given.STOA_DATA_DIR;
  if (given.USERS_DATABASE_URL === undefined && !existsSync(join(folder, 'postgres', 'data')))
    throw new StartError(
      `There is no Stoa in ${folder}. Start one with npm start; for one elsewhere set STOA_DATA_DIR, or USERS_URL and STOA_SIGNING_KEY.`,
    );
  // Nobody calls a provider; with an address set none is started.
  const nobody = 'http://127.0.0.1:9';
  const config: Config = { ...given, STOA_APPS: ['users'], FREE_PROVIDER_URL: nobody, PAID_PROVIDER_URL: nobody };
  const { caller } = await openSubgraphs({ config, lifecycle, logger, metrics: new Registry(), joins: true });
  return caller('users');
}
