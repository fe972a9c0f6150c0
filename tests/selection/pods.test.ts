import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openRedis, type Redis } from '../../kernel/redis/index.ts';
import { lowerBound } from '../../subgraphs/processing/selection/index.ts';
import { describeRedis, startRedis, type TestRedis } from '../support/index.ts';
import type { JudgeReport } from './adversarial-provider/judge-message.ts';
import type { ProviderScript } from './adversarial-provider/provider-script.ts';
import { startJudge, type Judge } from './adversarial-provider/start-judge.ts';
import type { LoadTally } from './pod/pod-message.ts';
import { startPod, type Pod } from './pod/start-pod.ts';
import { messageOf, policyFor } from './stage.ts';

const SCRIPT = { limit: 20, blockMs: 250 };
const LOAD_MS = 2_000;

describeRedis('pods as processes, before a judge as a process,', () => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    redis = await openRedis({ url: server.url, timeoutMs: 2_000 });
  });
  afterAll(async () => {
    await redis.close();
    await server.close();
  });

  describe('under a load of bursts', () => {
    let judge: Judge;
    let pods: readonly Pod[];
    let seed = 0;

    beforeAll(async () => {
      judge = await startJudge(SCRIPT);
      // The wall clocks of the pods are far apart; nothing may come of it.
      pods = await Promise.all([0, 300, -300].map((clockOffMs) => startLoadPod(judge, clockOffMs)));
      await playLoads(400);
    });
    afterAll(async () => {
      await Promise.all(pods.map((pod) => pod.close()));
      await judge.close();
    });

    function startLoadPod({ urls }: Judge, clockOffMs: number): Promise<Pod> {
      return startPod({
        redisUrl: server.url,
        redisTimeoutMs: 2_000,
        providers: urls,
        policy: policyFor(SCRIPT),
        groupName: 'load',
        clockOffMs,
      });
    }

    function playLoads(forMs: number): Promise<readonly LoadTally[]> {
      return Promise.all(pods.map((pod) => pod.load({ perSecond: 80, forMs, seed: (seed += 1) })));
    }

    /** A load on all pods while something is done to Redis; what the judge saw of it. */
    async function underLoad(disturb: () => Promise<void>) {
      const before = await judge.report();
      const loads = playLoads(LOAD_MS);
      await disturb();
      const tallies = await loads;
      const after = await judge.report();
      const arrivals = after.arrivals.slice(before.arrivals.length);
      return {
        otherwise: tallies.flatMap(({ errors }) => errors),
        accepted: after.accepted - before.accepted,
        refused: after.refused - before.refused,
        paid: after.paid.accepted - before.paid.accepted,
        least: lowerBound(arrivals, SCRIPT.limit, SCRIPT.blockMs),
        blocks: after.blocks - before.blocks,
      };
    }

    it('are never refused, however far their clocks are apart, and pay little more than the fewest calls', async () => {
      const seen = await underLoad(async () => undefined);
      console.log('clocks 600 ms apart', seen);
      expect(seen).toMatchObject({ otherwise: [], refused: 0 });
      expect(seen.blocks).toBeGreaterThan(4);
      // A batch that was begun before the load may be filled by it.
      expect(seen.paid).toBeGreaterThanOrEqual(seen.least - SCRIPT.limit);
      expect(seen.paid).toBeLessThanOrEqual(seen.least * 1.1 + SCRIPT.limit);
    });

    it('do not notice that Redis forgets its scripts every 100 ms', async () => {
      const seen = await underLoad(async () => {
        const until = performance.now() + LOAD_MS;
        while (performance.now() < until) {
          await redis.command((connection) => connection.scriptFlush());
          await sleep(100);
        }
      });
      console.log('SCRIPT FLUSH every 100 ms', seen);
      expect(seen).toMatchObject({ otherwise: [], refused: 0 });
      expect(seen.blocks).toBeGreaterThan(4);
    });

    it('answer everybody while Redis drops their connections, refused once a drop at most', async () => {
      const drops = 3;
      const seen = await underLoad(async () => {
        for (let drop = 0; drop < drops; drop += 1) {
          await sleep(500);
          await redis.command((connection) =>
            connection.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']),
          );
        }
      });
      console.log('CLIENT KILL three times', seen);
      expect(seen.otherwise).toEqual([]);
      expect(seen.refused).toBeLessThanOrEqual(drops);
      expect(seen.accepted).toBeGreaterThan(SCRIPT.limit);
    });

    it('answer everybody while Redis is killed and comes back, refused once at most, and use the free provider again', async () => {
      const seen = await underLoad(async () => {
        await sleep(300);
        await server.kill();
        await sleep(300);
        await server.restart();
      });
      console.log('kill -9 of Redis', seen);
      expect(seen.otherwise).toEqual([]);
      expect(seen.refused).toBeLessThanOrEqual(1);
      expect(await acceptedBy(judge, (await judge.report()).accepted + 1, () => playLoads(300))).toBe(true);
    });
  });

  describe('one of which stops or dies,', () => {
    const open: (() => Promise<void>)[] = [];

    afterEach(async () => {
      for (const close of open.splice(0).reverse()) await close();
    });

    async function start(script: ProviderScript, stopsFor: readonly string[]) {
      const judge = await startJudge(script);
      open.push(() => judge.close());
      const policy = policyFor(script, {
        policy: { callTimeoutMs: 200, leaseMs: 600 },
        window: { arrivalMs: 300, probeMs: 400 },
      });
      const common = {
        redisUrl: server.url,
        redisTimeoutMs: 2_000,
        providers: judge.urls,
        policy,
        groupName: randomUUID(),
      };
      const pods = await Promise.all(
        [undefined, ...stopsFor].map((userId) =>
          startPod(userId === undefined ? common : { ...common, stopsBeforeSendingFor: userId }),
        ),
      );
      for (const pod of pods) open.push(() => pod.close());
      return { judge, pods: pods as [Pod, ...Pod[]] };
    }

    /** Sends message after message until the free provider took one. */
    async function untilFree(pod: Pod): Promise<number> {
      const startedAt = performance.now();
      for (;;) {
        const outcome = await pod.process(messageOf());
        if (outcome.kind === 'processed' && outcome.provider === 'free') return performance.now() - startedAt;
        if (performance.now() - startedAt > 10_000) throw new Error('the free provider is not used any more');
        await sleep(10);
      }
    }

    it('stopped between the reservation and the call, does not send the call when it goes on', async () => {
      const { judge, pods } = await start({ limit: 1, blockMs: 500 }, ['payer-stopped']);
      const [healthy, stopped] = pods as [Pod, Pod];
      const answer = stopped.process(messageOf({ userId: 'payer-stopped', text: 'late' }));
      await sleep(100);
      expect(await judge.report()).toMatchObject({ accepted: 0, refused: 0 });
      await untilFree(healthy);
      stopped.goOn();
      expect(await answer).toMatchObject({ kind: 'processed', text: 'etal', provider: 'paid', attempt: 2 });
      const { accepted, refused, texts } = await judge.report();
      expect({ accepted, refused }).toEqual({ accepted: 1, refused: 0 });
      expect(texts).not.toContain('late');
    });

    it('killed with a slot, and another killed with the probe, keep the others from the free provider for a while only', async () => {
      const { judge, pods } = await start({ limit: 3, blockMs: 500 }, ['payer-first', 'payer-second']);
      const [healthy, first, second] = pods as [Pod, Pod, Pod];
      const lost = first.process(messageOf({ userId: 'payer-first' })).catch(() => 'lost');
      await sleep(100);
      await first.kill();
      expect(await lost).toBe('lost');
      for (let call = 0; call < 2; call += 1) await untilFree(healthy);
      // Nobody can confirm the block, so it lasts 300 + 500 ms; the second pod then gets the probe and dies with it.
      await sleep(900);
      const probe = second.process(messageOf({ userId: 'payer-second' })).catch(() => 'lost');
      await sleep(50);
      await second.kill();
      expect(await probe).toBe('lost');
      const waitedMs = await untilFree(healthy);
      console.log(`free again ${Math.round(waitedMs)} ms after the death of the probing pod`);
      expect(waitedMs).toBeLessThan(400 + 350);
      for (let call = 0; call < 4; call += 1) await untilFree(healthy);
      // Two batches have an unknown outcome each.
      expect((await judge.report()).refused).toBeLessThanOrEqual(2);
    });
  });
});

async function acceptedBy(judge: Judge, accepted: number, work: () => Promise<unknown>): Promise<boolean> {
  let report: JudgeReport;
  const until = performance.now() + 3_000;
  do {
    await work();
    report = await judge.report();
  } while (report.accepted < accepted && performance.now() < until);
  return report.accepted >= accepted;
}
