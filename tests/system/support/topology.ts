import { setTimeout as sleep } from 'node:timers/promises';

import { SUBGRAPH_NAMES, settingOf, type SubgraphName } from '../../../kernel/config/index.ts';
import { freePort, freshDatabase, startRedis, type TestRedis } from '../../support/index.ts';
import { startProcess, type RunningProcess } from './running-process.ts';

const SIGNING_KEY = 'known to every process of this topology, and to nobody else';

/** One process with what it told at its start. */
export interface Member extends RunningProcess {
  readonly url: string;
  /** Of its operations port; the providers have none. */
  readonly opsUrl: string | undefined;
  /** Starts it again at the same address, once it has ended. Over when it listens. */
  restart(): Promise<Member>;
}

/** Everything as it runs in production, each part a process of its own. */
export interface Topology {
  readonly signingKey: string;
  readonly gateways: readonly [Member, Member];
  readonly subgraphs: Readonly<Record<SubgraphName, Member>>;
  /** The pods that the second gateway reaches in place of the first ones. */
  readonly secondProcessing: Member;
  readonly secondMessages: Member;
  readonly freeProvider: Member;
  readonly paidProvider: Member;
  /** All processes, as they were started first. */
  readonly members: readonly Member[];
  readonly redis: TestRedis;
  /** Connection strings, for who wants to see what is really stored. */
  readonly databases: Readonly<Record<SubgraphName, string>>;
}

export interface TopologyOptions {
  /** Further settings of every process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts two providers, six subgraphs, second pods of processing and messages, and two gateways, all at once. */
export async function startTopology({ env }: TopologyOptions): Promise<Topology> {
  const [redis, databases, ports, providerPorts] = await Promise.all([
    startRedis(),
    Promise.all(SUBGRAPH_NAMES.map(async (name) => [name, await freshDatabase()] as const)),
    Promise.all(SUBGRAPH_NAMES.map(async (name) => [name, await freePort()] as const)),
    Promise.all([freePort(), freePort()]),
  ]);
  const portOf = new Map(ports);
  const databaseOf = new Map(databases);
  const [freeProviderPort, paidProviderPort] = providerPorts;
  const shared: Readonly<Record<string, string>> = {
    ...env,
    STOA_SIGNING_KEY: SIGNING_KEY,
    REDIS_URL: redis.url,
    PUBLIC_URL: 'http://stoa.test',
    OPS_PORT: '0',
    FREE_PROVIDER_URL: `http://127.0.0.1:${freeProviderPort}`,
    PAID_PROVIDER_URL: `http://127.0.0.1:${paidProviderPort}`,
    ...Object.fromEntries(ports.map(([name, port]) => [settingOf(name, 'URL'), `http://127.0.0.1:${port}`])),
  };
  const subgraph = (name: SubgraphName, port: number) =>
    startMember('subgraphs/main.js', [name], {
      ...shared,
      PORT: String(port),
      [settingOf(name, 'DATABASE_URL')]: databaseOf.get(name) ?? '',
    });
  const provider = (kind: string, port: number) =>
    startMember('providers/main.js', [kind], { ...env, PORT: String(port) });

  const secondHalf = async () => {
    const [processing, messages] = await Promise.all([subgraph('processing', 0), subgraph('messages', 0)]);
    const others = { PORT: '0', PROCESSING_URL: processing.url, MESSAGES_URL: messages.url };
    return { processing, messages, gateway: await startMember('gateway/main.js', [], { ...shared, ...others }) };
  };

  const [subgraphs, second, firstGateway, [freeProvider, paidProvider]] = await Promise.all([
    Promise.all(SUBGRAPH_NAMES.map(async (name) => [name, await subgraph(name, portOf.get(name) ?? 0)] as const)),
    secondHalf(),
    startMember('gateway/main.js', [], { ...shared, PORT: '0' }),
    Promise.all([provider('free', freeProviderPort), provider('paid', paidProviderPort)]),
  ]);

  const gateways = [firstGateway, second.gateway] as const;
  const secondPods = [second.processing, second.messages];
  return {
    signingKey: SIGNING_KEY,
    gateways,
    subgraphs: Object.fromEntries(subgraphs) as Record<SubgraphName, Member>,
    secondProcessing: second.processing,
    secondMessages: second.messages,
    freeProvider,
    paidProvider,
    redis,
    databases: Object.fromEntries(databases) as Record<SubgraphName, string>,
    members: [...gateways, ...subgraphs.map(([, member]) => member), ...secondPods, freeProvider, paidProvider],
  };
}

async function startMember(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Member> {
  const process = await startProcess({ script, args, env });
  await process.untilPrints(/listen(s|ing)"/);
  const line = process.log().find(({ url }) => url !== undefined) ?? {};
  const url = String(line['url']);
  return {
    ...process,
    url,
    opsUrl: line['ops_url'] as string | undefined,
    restart: () => startAgain(() => startMember(script, args, { ...env, PORT: new URL(url).port })),
  };
}

const STARTS = 5;
const PORT_IS_TAKEN = /EADDRINUSE|another process listens/;

/** Outgoing connections of others may have the port for a moment. */
async function startAgain(start: () => Promise<Member>): Promise<Member> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === STARTS || !PORT_IS_TAKEN.test(String(error))) throw error;
      await sleep(100);
    }
  }
}
