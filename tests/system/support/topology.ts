import { SUBGRAPH_NAMES, settingOf, type SubgraphName } from '../../../kernel/config/index.ts';
import { freePort, freshDatabase, startRedis, type TestRedis } from '../../support/index.ts';
import { startProcess, type RunningProcess } from './running-process.ts';

const SIGNING_KEY = 'known to every process of this topology, and to nobody else';

/** One process with what it told at its start. */
export interface Member extends RunningProcess {
  readonly url: string;
  /** Of its operations port; the providers have none. */
  readonly opsUrl: string | undefined;
}

/** Everything as it runs in production, each part a process of its own. */
export interface Topology {
  readonly signingKey: string;
  readonly gateways: readonly [Member, Member];
  readonly subgraphs: Readonly<Record<SubgraphName, Member>>;
  readonly secondProcessing: Member;
  readonly freeProvider: Member;
  readonly paidProvider: Member;
  readonly members: readonly Member[];
  readonly redis: TestRedis;
}

export interface TopologyOptions {
  /** Further settings of every process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts two providers, six subgraphs, a second processing pod and two gateways, all at once. */
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

  const [subgraphs, [secondProcessing, secondGateway], firstGateway, [freeProvider, paidProvider]] = await Promise.all([
    Promise.all(SUBGRAPH_NAMES.map(async (name) => [name, await subgraph(name, portOf.get(name) ?? 0)] as const)),
    subgraph('processing', 0).then(async (processing) => {
      const other = { ...shared, PORT: '0', PROCESSING_URL: processing.url };
      return [processing, await startMember('gateway/main.js', [], other)] as const;
    }),
    startMember('gateway/main.js', [], { ...shared, PORT: '0' }),
    Promise.all([provider('free', freeProviderPort), provider('paid', paidProviderPort)]),
  ]);

  const gateways = [firstGateway, secondGateway] as const;
  return {
    signingKey: SIGNING_KEY,
    gateways,
    subgraphs: Object.fromEntries(subgraphs) as Record<SubgraphName, Member>,
    secondProcessing,
    freeProvider,
    paidProvider,
    redis,
    members: [...gateways, ...subgraphs.map(([, member]) => member), secondProcessing, freeProvider, paidProvider],
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
  return { ...process, url: String(line['url']), opsUrl: line['ops_url'] as string | undefined };
}
