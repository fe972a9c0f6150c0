import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Bench } from '../bench.ts';
import { percentile } from '../support/statistics.ts';
import { table } from '../support/table.ts';
import { footprintOf, type Footprint } from './footprint.ts';
import { listenTo, type Listener } from './listener.ts';
import { openChat, openGraph, registerMany, say, until, type Graph } from './people.ts';
import { startTalk, type TalkTopology } from './start-talk.ts';

const LISTENERS = 500;
const WATCH_MS = 10_000;
const REPETITIONS = 10;
const PER_SECOND = 20;
const LIGHT_SECONDS = 20;
/** What a process does for the first time takes longer. */
const WARM_UP_SECONDS = 5;
/** After that a message counts as lost. */
const PATIENCE_MS = 10_000;

/** Subscribers on sockets: what many cost that hear nothing, and how fast a message reaches them. */
export const talkRealtime: Bench = {
  about: `${LISTENERS} users on sockets: memory and CPU of idle ones, one message to all, and send-to-receive under light load`,
  async run({ print, lifecycle }) {
    const topology = await startTalk(lifecycle);
    const graph = openGraph(topology.gateway.url);
    const startedAt = performance.now();
    const people = await registerMany(graph, LISTENERS);
    const [speaker = ''] = people;
    const crowd = await openChat(graph, 'crowd', people);
    const pair = await openChat(graph, 'pair', people.slice(0, 2));
    print(`${LISTENERS} users registered and in one chat after ${seconds(startedAt)} s`);

    const watch = { inspectorPort: topology.inspectorPort, forMs: WATCH_MS };
    const near = await listenTo(graph.url, { chatId: pair, token: people[1] ?? '' });
    const light = { graph, chatId: pair, token: speaker, near };
    await measureLight({ ...light, prefix: 'warm-up', seconds: WARM_UP_SECONDS });
    const lightAlone = await measureLight({ ...light, prefix: 'alone' });
    const alone = await footprintOf(topology.gateway, watch);

    const listeners: Listener[] = [];
    for (const token of people) listeners.push(await listenTo(graph.url, { chatId: crowd, token }));
    lifecycle.onStop('sockets', () => {
      for (const listener of [...listeners, near]) listener.close();
    });
    await untilAllHear(graph, { chatId: crowd, token: speaker, listeners });
    const crowded = await footprintOf(topology.gateway, watch);

    const repetitions = await measureFanOut(topology, { graph, chatId: crowd, token: speaker, listeners });
    const lightBeside = await measureLight({ ...light, prefix: 'beside' });

    print('');
    for (const line of reportIdle(alone, crowded)) print(line);
    print('');
    for (const line of reportFanOut(repetitions)) print(line);
    print('');
    print(`${PER_SECOND} messages/s for ${LIGHT_SECONDS} s to one listener; from the start of the mutation:`);
    print('');
    for (const line of reportLight([
      ['nobody else connected', lightAlone],
      [`beside ${LISTENERS} idle listeners of another chat`, lightBeside],
    ]))
      print(line);
  },
};

interface Scene {
  readonly graph: Graph;
  readonly chatId: string;
  readonly token: string;
}

interface CrowdScene extends Scene {
  readonly listeners: readonly Listener[];
}

/** A subscription is not acknowledged: it is there when it hears. */
async function untilAllHear(graph: Graph, { chatId, token, listeners }: Omit<CrowdScene, 'graph'>): Promise<void> {
  for (let time = 1; time <= 20; time += 1) {
    const text = `is everybody there? ${time}`;
    await say(graph, chatId, { token, text });
    if (await until(() => listeners.every((listener) => listener.heardAt(text) !== undefined), PATIENCE_MS)) return;
  }
  throw new Error('some listeners hear nothing');
}

interface FanOut {
  readonly firstMs: number;
  readonly medianMs: number;
  readonly lastMs: number;
  /** CPU time by process. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

async function measureFanOut(
  { gateway, chats, messages }: TalkTopology,
  { graph, chatId, token, listeners }: CrowdScene,
): Promise<readonly FanOut[]> {
  const cpu = async (): Promise<readonly (readonly [string, number])[]> =>
    Promise.all([gateway, chats, messages].map(async ({ name, cpuMs }) => [name, (await cpuMs?.()) ?? 0] as const));
  const results: FanOut[] = [];
  for (let time = 1; time <= REPETITIONS; time += 1) {
    await sleep(1_000);
    const before = new Map(await cpu());
    const text = `to all ${time}`;
    const sentAt = performance.now();
    await say(graph, chatId, { token, text });
    const missing = (): number => listeners.filter((listener) => listener.heardAt(text) === undefined).length;
    if (!(await until(() => missing() === 0, PATIENCE_MS)))
      throw new Error(`${missing()} of ${LISTENERS} listeners have not heard after ${PATIENCE_MS} ms: ${text}`);
    const latencies = listeners.map((listener) => (listener.heardAt(text) ?? Number.NaN) - sentAt);
    const cpuMs = Object.fromEntries((await cpu()).map(([name, after]) => [name, after - (before.get(name) ?? 0)]));
    results.push({
      firstMs: Math.min(...latencies),
      medianMs: percentile(latencies, 0.5),
      lastMs: Math.max(...latencies),
      cpuMs,
    });
  }
  return results;
}

interface LightScene extends Scene {
  readonly near: Listener;
  readonly prefix: string;
  readonly seconds?: number;
}

async function measureLight({
  graph,
  chatId,
  token,
  near,
  prefix,
  seconds: duration = LIGHT_SECONDS,
}: LightScene): Promise<readonly number[]> {
  await untilAllHear(graph, { chatId, token, listeners: [near] });
  const sentAt = new Map<string, number>();
  const sends: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let number = 0; number < PER_SECOND * duration; number += 1) {
    await sleep(Math.max(0, startedAt + (number * 1_000) / PER_SECOND - performance.now()));
    const text = `${prefix} ${number}`;
    sentAt.set(text, performance.now());
    sends.push(say(graph, chatId, { token, text }));
  }
  await Promise.all(sends);
  if (!(await until(() => [...sentAt.keys()].every((text) => near.heardAt(text) !== undefined), PATIENCE_MS)))
    throw new Error('a message did not arrive');
  return [...sentAt].map(([text, at]) => (near.heardAt(text) ?? Number.NaN) - at);
}

function reportIdle(alone: Footprint, crowded: Footprint): readonly string[] {
  const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
  const each = (before: number, after: number): string => ((after - before) / LISTENERS / 1_024).toFixed(1);
  return [
    `the gateway, idle for ${WATCH_MS / 1_000} s, after a collection of garbage; ${availableParallelism()} cores shared by all:`,
    '',
    ...table([
      ['', '1 listener', `${LISTENERS + 1} listeners`, 'KiB each'],
      ['resident memory, MiB', megabytes(alone.rss), megabytes(crowded.rss), each(alone.rss, crowded.rss)],
      ['heap, MiB', megabytes(alone.heap), megabytes(crowded.heap), each(alone.heap, crowded.heap)],
      ['CPU, % of a core', (alone.cpu * 100).toFixed(1), (crowded.cpu * 100).toFixed(1), ''],
    ]),
  ];
}

function reportFanOut(results: readonly FanOut[]): readonly string[] {
  const names = Object.keys(results[0]?.cpuMs ?? {});
  const worst = Math.max(...results.map(({ lastMs }) => lastMs));
  return [
    `one message to ${LISTENERS} listeners, ms after the start of the mutation; the last of all: ${worst.toFixed(0)} ms`,
    '',
    ...table([
      ['', 'first', 'half', 'last', ...names.map((name) => `CPU ${name}`)],
      ...results.map(({ firstMs, medianMs, lastMs, cpuMs }, index) => [
        String(index + 1),
        ...[firstMs, medianMs, lastMs, ...names.map((name) => cpuMs[name] ?? 0)].map((ms) => ms.toFixed(0)),
      ]),
    ]),
  ];
}

function reportLight(cases: readonly (readonly [string, readonly number[]])[]): readonly string[] {
  return table([
    ['', 'p50 ms', 'p99 ms', 'longest'],
    ...cases.map(([name, latencies]) => [
      name,
      ...[0.5, 0.99, 1].map((share) => percentile(latencies, share).toFixed(1)),
    ]),
  ]);
}

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(0);
}
