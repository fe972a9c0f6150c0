import { readFile } from 'node:fs/promises';

import type { JSONWebKeySet } from 'jose';
import { collectDefaultMetrics, Registry } from 'prom-client';

import { JWKS_PATH } from '../kernel/auth/index.ts';
import { loadConfig, settingOf, SUBGRAPH_NAMES, type Config, type Requirements } from '../kernel/config/index.ts';
import { AppError } from '../kernel/errors/index.ts';
import { runMain, StartError } from '../kernel/lifecycle/index.ts';
import type { Logger } from '../kernel/logging/index.ts';
import { openOps } from '../kernel/ops/index.ts';
import { openRevocations } from '../kernel/revocation/index.ts';
import { openSignals } from '../kernel/signals/index.ts';
import { openHttpPeers, type Peers } from '../kernel/transport/index.ts';
import { createGateway, type Gateway, type Upstream } from './create-gateway.ts';

// The gateway library reports usage to its vendor unless told not to.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

runMain('gateway', async ({ lifecycle, logger }) => {
  const config = loadConfig(process.env, requirementsOf);
  logger.level = config.LOG_LEVEL;
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  const { checks, upstream, close } =
    config.SUPERGRAPH === undefined ? await openOwn(config, logger) : await openForeign(config.SUPERGRAPH);
  lifecycle.onStop('upstream', close);
  let notes: Gateway['notes'] = () => ({});
  const ops = await openOps({ config, lifecycle, checks, notes: () => notes(), metrics });
  const gateway = await createGateway({
    config,
    upstream,
    introspection: config.INTROSPECTION ?? false,
    logger,
    metrics,
  });
  lifecycle.onStop('gateway', () => gateway.close());
  notes = () => gateway.notes();
  const url = await gateway.listen(config.PORT, config.HOST);
  ops.acceptWork();
  logger.info({ url, ops_url: ops.url }, 'the gateway listens');
});

interface Opened {
  readonly upstream: Upstream;
  readonly checks: Peers['checks'];
  close(): Promise<void>;
}

async function openOwn(config: Config, logger: Logger): Promise<Opened> {
  const revocations = await openRevocations(config.REDIS_URL, logger);
  const signals = await openSignals(config.REDIS_URL, logger);
  const peers = openHttpPeers(config, config.STOA_SIGNING_KEY ?? '');
  const fetchJwks = async (): Promise<JSONWebKeySet> => {
    const users = peers.caller('users');
    if (users === undefined) throw new AppError('SUBGRAPH_UNAVAILABLE');
    return (await users.read(JWKS_PATH)) as JSONWebKeySet;
  };
  return {
    upstream: { kind: 'stoa', caller: peers.caller, fetchJwks, revocations, signals },
    checks: peers.checks,
    async close() {
      await peers.close();
      await revocations.close();
      await signals.close();
    },
  };
}

/** A foreign supergraph has no common way to ask a subgraph whether it is ready. */
async function openForeign(file: string): Promise<Opened> {
  return {
    upstream: { kind: 'foreign', supergraph: await readSupergraph(file) },
    checks: {},
    close: () => Promise.resolve(),
  };
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new StartError(`The file that SUPERGRAPH names cannot be read. ${String(error)}`);
  }
}

function requirementsOf({ SUPERGRAPH, STOA_APPS }: Partial<Config>): Requirements {
  if (SUPERGRAPH !== undefined) return {};
  const urls = (STOA_APPS ?? SUBGRAPH_NAMES).map((name) => [settingOf(name, 'URL'), `reaching ${name}`] as const);
  return {
    STOA_SIGNING_KEY: 'signed calls to the subgraphs',
    REDIS_URL: 'hearing of ended sessions and of what changed',
    ...Object.fromEntries(urls),
  };
}
