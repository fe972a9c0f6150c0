import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { describeRedis, startRedis, type TestRedis } from '../support/index.ts';
import { openStage, sendOneByOne, type Stage, type StageOptions } from './stage.ts';

describeRedis('before the judge', () => {
  let server: TestRedis;
  /** For the test that makes its Redis hang, and for the one that empties it. */
  let ownServer: TestRedis;
  const stages: Stage[] = [];

  beforeAll(async () => {
    [server, ownServer] = await Promise.all([startRedis(), startRedis()]);
  });
  afterAll(async () => {
    await Promise.all(stages.map((stage) => stage.close()));
    await Promise.all([server.close(), ownServer.close()]);
  });

  async function open(options: Omit<StageOptions, 'redisUrl'>, { url } = server): Promise<Stage> {
    const stage = await openStage({ ...options, redisUrl: url });
    stages.push(stage);
    return stage;
  }

  async function callAsSomebodyElse(stage: Stage, calls: number): Promise<void> {
    for (let call = 0; call < calls; call += 1) {
      await fetch(`${stage.free.url}/process`, { method: 'POST', body: '{"text":"not ours"}' });
    }
  }

  it.concurrent(
    'a provider whose clock is slower than the policy allows for does refuse: the guard against drift is needed',
    async () => {
      const script = { limit: 3, blockMs: 600, clockPpm: -100_000 };
      const unguarded = await open({ script, window: { driftPpm: 0 } });
      const guarded = await open({ script, window: { driftPpm: 112_000 } });
      await Promise.all([sendOneByOne(unguarded, 2_200), sendOneByOne(guarded, 2_200)]);
      expect(unguarded.free.judgement().refused).toBeGreaterThan(0);
      expect(guarded.free.judgement()).toMatchObject({ refused: 0 });
      expect(guarded.free.judgement().blocks).toBeGreaterThanOrEqual(3);
    },
  );

  it.concurrent(
    'calls in flight that are refused together begin one block, and all are answered by the paid provider',
    async () => {
      const stage = await open({ script: { limit: 20, blockMs: 400 } });
      await callAsSomebodyElse(stage, 20);
      const startedAt = performance.now();
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => stage.send()));
      expect(outcomes).toMatchObject(Array.from({ length: 8 }, () => ({ provider: 'paid', reason: 'free_failed' })));
      while (stage.free.judgement().accepted === 20) {
        await stage.send();
        await sleep(5);
      }
      // One block: the last refusal has not begun another.
      expect(performance.now() - startedAt).toBeLessThan(750);
      expect(stage.free.judgement()).toMatchObject({ refused: 8, accepted: 21 });
    },
  );

  it.concurrent(
    'a decision that Redis gives too late is made without it, and its slot costs one refusal at most',
    async () => {
      const script = { limit: 5, blockMs: 200 };
      const stage = await open({ script, redisTimeoutMs: 50, policy: { callTimeoutMs: 200 } }, ownServer);
      await stage.send();
      await stage.settled();
      await stage.redis.command((connection) => connection.sendCommand(['CLIENT', 'PAUSE', '300', 'ALL']));
      const startedAt = performance.now();
      const outcomes = await Promise.all(Array.from({ length: 3 }, () => stage.send()));
      const tookMs = performance.now() - startedAt;
      console.log(`without Redis, answered by the paid provider in ${Math.round(tookMs)} ms`);
      expect(outcomes).toMatchObject(
        Array.from({ length: 3 }, () => ({ provider: 'paid', reason: 'quota_store_away' })),
      );
      expect(stage.free.judgement()).toMatchObject({ accepted: 1, refused: 0 });
      await sleep(400);
      await sendOneByOne(stage, 2_000);
      const { accepted, refused } = stage.free.judgement();
      expect(refused).toBeLessThanOrEqual(1);
      expect(accepted).toBeGreaterThan(5);
    },
  );

  it.concurrent(
    'a call whose caller gave up is counted by the provider all the same, and costs one refusal a batch at most',
    async () => {
      const stage = await open({
        script: { limit: 5, blockMs: 150, workMs: [60, 60] },
        policy: { callTimeoutMs: 200 },
      });
      for (let call = 0; call < 5; call += 1) {
        const answer = stage.send({ deadline: Date.now() + (call === 2 ? 30 : 5_000) });
        if (call === 2) await expect(answer).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
        else await answer;
      }
      expect(stage.free.judgement()).toMatchObject({ accepted: 5, refused: 0 });
      await sendOneByOne(stage, 2_000);
      const { accepted, refused } = stage.free.judgement();
      expect(refused).toBeLessThanOrEqual(1);
      expect(accepted).toBeGreaterThan(10);
    },
  );

  it('a Redis that lost everything costs one refusal at most', async () => {
    const stage = await open({ script: { limit: 5, blockMs: 150 }, policy: { callTimeoutMs: 200 } }, ownServer);
    for (let call = 0; call < 3; call += 1) await stage.send();
    await stage.settled();
    await stage.redis.command((connection) => connection.flushAll());
    await sendOneByOne(stage, 2_000);
    const { accepted, refused } = stage.free.judgement();
    expect(refused).toBeLessThanOrEqual(1);
    expect(accepted).toBeGreaterThan(10);
  });
});
