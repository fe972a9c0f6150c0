import { availableParallelism } from 'node:os';

import type { Bench } from './bench.ts';
import { openAccount } from './support/accounts.ts';
import { runLoad, type Load, type Way, type WayRequest } from './support/load.ts';
import type { MeasuredProcess } from './support/start-process.ts';
import { startTopology, type Topology } from './support/start-topology.ts';
import { median, percentile, sum } from './support/statistics.ts';
import { table } from './support/table.ts';

const ROUNDS = 3;
const ALONE = { concurrency: 1, forMs: 1_000 } as const;
const CROWD = { concurrency: 32, forMs: 2_000 } as const;
const WARM_UP = { concurrency: 32, forMs: 1_000 } as const;

/** The free provider never blocks here: every way ends in the very same call. */
const SETTINGS = { FREE_LIMIT: '1000000', ALLOWANCE_PER_DAY: '1000000' } as const;

const MUTATION =
  'mutation ($input: ProcessMessageInput!) { processMessage(input: $input) { __typename ... on ProcessedMessage { text } } }';

/** What one way did in all rounds. */
interface Measured {
  readonly alone: Load[];
  readonly crowd: Load[];
  /** CPU time under the crowd, by process. */
  readonly cpuMs: Map<string, number>;
}

/** The main job from end to end, against what nobody can do without: the provider's own work. */
export const processMessage: Bench = {
  about: 'a message processed over GraphQL and REST, through one gateway and two, and by the provider directly',
  async run({ print, lifecycle }) {
    const topology = await startTopology(lifecycle, SETTINGS);
    const ours = [...topology.gateways, topology.processing, topology.users];
    const ways = await waysThrough(topology);
    const results = new Map(ways.map((way): [Way, Measured] => [way, { alone: [], crowd: [], cpuMs: new Map() }]));
    for (const way of ways) await runLoad(way, WARM_UP);
    for (let round = 1; round <= ROUNDS; round += 1) {
      print(`round ${round} of ${ROUNDS}`);
      for (const [way, measured] of results) await measure(way, measured, ours);
    }
    print('');
    for (const line of report(results)) print(line);
  },
};

async function waysThrough({ gateways, freeProvider }: Topology): Promise<readonly Way[]> {
  const { graphql, octo } = await openAccount(gateways[0].url, 'bench@example.com');
  const json = { 'content-type': 'application/json' };
  const directly: Way = {
    name: 'provider directly',
    request: (text) => ({ origin: freeProvider.url, path: '/process', headers: json, body: JSON.stringify({ text }) }),
  };
  const overGraphql = (text: string): Omit<WayRequest, 'origin'> => ({
    path: '/graphql',
    headers: { ...json, authorization: `Bearer ${graphql}` },
    body: JSON.stringify({ query: MUTATION, variables: { input: { text } } }),
  });
  const overRest = (text: string): Omit<WayRequest, 'origin'> => ({
    path: `/free_provider?${new URLSearchParams({ token: octo, message: text }).toString()}`,
  });
  const through = (name: string, requestOf: typeof overGraphql, count: 1 | 2): Way => ({
    name: count === 1 ? name : `${name}, two gateways`,
    request: (text, number) => ({ ...requestOf(text), origin: gateways[(number % count) as 0 | 1].url }),
  });
  return [
    directly,
    ...([1, 2] as const).flatMap((count) => [through('GraphQL', overGraphql, count), through('REST', overRest, count)]),
  ];
}

async function measure(way: Way, { alone, crowd, cpuMs }: Measured, ours: readonly MeasuredProcess[]): Promise<void> {
  alone.push(await runLoad(way, ALONE));
  const before = await readCpu(ours);
  crowd.push(await runLoad(way, CROWD));
  for (const [name, after] of await readCpu(ours))
    cpuMs.set(name, (cpuMs.get(name) ?? 0) + after - (before.get(name) ?? 0));
}

async function readCpu(processes: readonly MeasuredProcess[]): Promise<ReadonlyMap<string, number>> {
  return new Map(await Promise.all(processes.map(async ({ name, cpuMs }) => [name, (await cpuMs?.()) ?? 0] as const)));
}

function report(results: ReadonlyMap<Way, Measured>): readonly string[] {
  const rates = [...results.values()].map(({ crowd }) =>
    median(crowd.map(({ messages, elapsedMs }) => (messages * 1_000) / elapsedMs)),
  );
  const alone = [...results.values()].map((measured) => measured.alone.flatMap(({ latenciesMs }) => latenciesMs));
  const [direct = []] = alone;
  const rows = [...results].map(([{ name }, { crowd, cpuMs }], way) => {
    const rate = rates[way] ?? 0;
    const cpu = sum([...cpuMs.values()]) / sum(crowd.map(({ messages }) => messages));
    const latencies = [0.5, 0.99].flatMap((share) => {
      const own = percentile(alone[way] ?? [], share);
      const added = own - percentile(direct, share);
      return [own.toFixed(2), way === 0 ? '' : `+${added.toFixed(2)}`];
    });
    return [name, rate.toFixed(0), (rate / (rates[0] ?? 0)).toFixed(3), way === 0 ? '' : cpu.toFixed(2), ...latencies];
  });
  return [
    `${CROWD.concurrency} messages at a time for messages/s and CPU, one at a time for p50 and p99; ${ROUNDS} rounds, ${availableParallelism()} cores,`,
    'shared by gateway, subgraphs, providers, stores and the load. CPU is that of gateways, processing and users.',
    '',
    ...table([['', 'messages/s', 'of direct', 'CPU ms', 'p50 ms', 'added', 'p99 ms', 'added'], ...rows]),
    '',
    ...[...results].slice(1).map(([{ name }, { crowd, cpuMs }]) => {
      const messages = sum(crowd.map((load) => load.messages));
      return `${name}: ${[...cpuMs].map(([part, ms]) => `${part} ${(ms / messages).toFixed(2)} ms`).join(', ')}`;
    }),
  ];
}
