import { collectDefaultMetrics, Registry } from 'prom-client';

import { loadConfig, settingOf, SUBGRAPH_NAMES, type Requirements, type SubgraphName } from '../kernel/config/index.ts';
import { runMain, StartError } from '../kernel/lifecycle/index.ts';
import { openOps } from '../kernel/ops/index.ts';
import { openSignals } from '../kernel/signals/index.ts';
import { createSubgraph, serveSubgraph } from '../kernel/subgraph/index.ts';
import { openHttpPeers } from '../kernel/transport/index.ts';
import { SUBGRAPHS } from './index.ts';

const NEEDED_BY_ALL: Requirements = { STOA_SIGNING_KEY: 'signed calls' };

const NEEDED_BY: Partial<Record<SubgraphName, Requirements>> = {
  users: { REDIS_URL: 'telling the gateways of ended sessions' },
  friends: { USERS_URL: 'asking whether a user exists' },
  chats: {
    USERS_URL: 'asking whether a user exists',
    REDIS_URL: 'telling the gateways what changed',
  },
  messages: { CHATS_URL: 'asking who is a member of a chat', REDIS_URL: 'telling the gateways what was said' },
  processing: {
    REDIS_URL: 'the quota that all pods share',
    USERS_URL: 'asking for paid access',
    FREE_PROVIDER_URL: 'the free provider',
    PAID_PROVIDER_URL: 'the paid provider',
  },
};

runMain('subgraph', async ({ lifecycle, logger }) => {
  const name = nameFrom(process.argv[2]);
  const isWorker = process.argv.includes('--worker');
  if (isWorker && SUBGRAPHS[name].hasJobs !== true) throw new StartError(`${name} has no jobs to work on.`);
  const config = loadConfig(process.env, ({ STOA_APPS = SUBGRAPH_NAMES }) => ({
    ...NEEDED_BY_ALL,
    [settingOf(name, 'DATABASE_URL')]: `the data of ${name}`,
    ...NEEDED_BY[name],
    ...(name === 'chats' && STOA_APPS.includes('friends') ? { FRIENDS_URL: 'asking who has blocked whom' } : {}),
  }));
  logger.level = config.LOG_LEVEL;
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const signingKey = config.STOA_SIGNING_KEY ?? '';

  const peers = openHttpPeers(config, signingKey);
  lifecycle.onStop('peers', () => peers.close());
  const signals = await openSignals(config.REDIS_URL, logger);
  lifecycle.onStop('signals', () => signals.close());
  const databaseUrl = config[settingOf(name, 'DATABASE_URL')] ?? '';
  const subgraph = await createSubgraph(SUBGRAPHS[name], {
    config,
    databaseUrl,
    signingKey,
    logger,
    metrics,
    peer: peers.caller,
    signals,
  });
  lifecycle.onStop(name, () => subgraph.close());
  // Jobs are worked on by processes of their own, so that a heap of them never slows an answer.
  if (isWorker) {
    const worker = await subgraph.startWorker();
    lifecycle.onStop('worker', () => worker.close());
    const ops = await openOps({ config, lifecycle, checks: subgraph.checks, metrics });
    ops.acceptWork();
    logger.info({ subgraph: name, ops_url: ops.url }, 'the worker waits for jobs');
    return;
  }
  const ops = await openOps({ config, lifecycle, checks: subgraph.checks, metrics });
  const server = await serveSubgraph(subgraph, {
    host: config.HOST,
    port: config.PORT,
    bodyLimit: config.BODY_LIMIT_BYTES,
  });
  lifecycle.onStop('listener', () => server.close());
  ops.acceptWork();
  logger.info({ subgraph: name, url: server.url, ops_url: ops.url }, 'the subgraph listens');
});

function nameFrom(argument: string | undefined): SubgraphName {
  const name = SUBGRAPH_NAMES.find((known) => known === argument);
  if (name === undefined) throw new StartError(`Say which subgraph: one of ${SUBGRAPH_NAMES.join(', ')}.`);
  return name;
}
