import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { lowerBound } from '../../subgraphs/processing/selection/index.ts';
import { describeRedis, startRedis, type TestRedis } from '../support/index.ts';
import { startJudge, type Judge } from './adversarial-provider/start-judge.ts';
import { startPod, type Pod } from './pod/start-pod.ts';
import { policyFor } from './stage.ts';

const PODS = 8;
const LOAD_MS = 60_000;
const PER_POD_AND_SECOND = 40;
const SCRIPT = { limit: 40, blockMs: 1_000 };

describeRedis(`${PODS} pods as processes, ${LOAD_MS / 1_000} s of bursts, before a judge as a process,`, () => {
  let server: TestRedis;
  let judge: Judge;
  let pods: readonly Pod[];

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server.close();
  });
  afterEach(async () => {
    await Promise.all(pods.map((pod) => pod.close()));
    await judge.close();
  });

  async function start(groupName: string, diesAtSlot: readonly number[] = []): Promise<void> {
    judge = await startJudge(SCRIPT);
    const options = {
      redisUrl: server.url,
      // A pause of a crowded machine is not a Redis that is away.
      redisTimeoutMs: 2_000,
      providers: judge.urls,
      policy: policyFor(SCRIPT),
      groupName,
    };
    pods = await Promise.all(
      Array.from({ length: PODS }, (_, pod) => {
        const slot = diesAtSlot[pod];
        return startPod(slot === undefined ? options : { ...options, diesAtSlot: slot });
      }),
    );
  }

  function playLoad(pod: Pod, seed: number) {
    return pod.load({ perSecond: PER_POD_AND_SECOND, forMs: LOAD_MS, seed });
  }

  function shown(excess: number): string {
    return `${(excess * 100).toFixed(2)} %`;
  }

  it('are never refused, and pay at most 2 % more than the fewest calls possible', async () => {
    await start('steady');
    const progress = setInterval(() => void printProgress(), 10_000);
    const tallies = await Promise.all(pods.map(playLoad));
    clearInterval(progress);
    const report = await judge.report();
    const arrivals = pods.flatMap((pod) => pod.arrivals).sort((a, b) => a - b);
    const least = lowerBound(arrivals, SCRIPT.limit, SCRIPT.blockMs);
    const leastByJudge = lowerBound(report.arrivals, SCRIPT.limit, SCRIPT.blockMs);
    console.log(
      `${arrivals.length} messages: ${report.accepted} free, ${report.refused} refused, ${report.paid.accepted} paid in ` +
        `${report.blocks} batches; at least ${least} by the arrivals at the pods (+${shown(report.paid.accepted / least - 1)}), ` +
        `${leastByJudge} by those at the judge (+${shown(report.paid.accepted / leastByJudge - 1)})`,
    );
    expect(tallies.flatMap(({ errors }) => errors)).toEqual([]);
    expect(report.refused).toBe(0);
    expect(report.accepted + report.paid.accepted).toBe(arrivals.length);
    // Requests reach the provider a little later than the pod, which may save a batch at the end.
    expect(report.paid.accepted).toBeGreaterThanOrEqual(least - SCRIPT.limit);
    expect(report.paid.accepted).toBeLessThanOrEqual(1.02 * least);
  });

  it('four of which are killed with a slot in hand, are refused once for each of these batches at most', async () => {
    await start('killed', [40, 80, 120, 160]);
    const progress = setInterval(() => void printProgress(), 10_000);
    const results = await Promise.allSettled(pods.map((pod, index) => playLoad(pod, 100 + index)));
    clearInterval(progress);
    const report = await judge.report();
    console.log(
      `4 of ${PODS} killed: ${report.accepted} free, ${report.refused} refused, ${report.paid.accepted} paid ` +
        `in ${report.blocks} batches`,
    );
    const survivors = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(survivors).toHaveLength(PODS - 4);
    expect(survivors.flatMap(({ errors }) => errors)).toEqual([]);
    // A pod dies in one batch; what else it had under way belongs to the same.
    expect(report.refused).toBeLessThanOrEqual(4);
    // The free provider is used to the end: a death costs a batch or two, not the rest.
    expect(report.blocks).toBeGreaterThan(LOAD_MS / SCRIPT.blockMs / 2);
  });

  async function printProgress(): Promise<void> {
    const { accepted, refused, paid } = await judge.report();
    console.log(`so far: ${accepted} free, ${refused} refused, ${paid.accepted} paid`);
  }
});
