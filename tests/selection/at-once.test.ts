import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { describeRedis, startRedis, type TestRedis } from '../support/index.ts';
import { startJudge, type Judge } from './adversarial-provider/start-judge.ts';
import type { PodOutcome } from './pod/pod-message.ts';
import { startPod, type Pod } from './pod/start-pod.ts';
import { messageOf, policyFor } from './stage.ts';

const CALLS = 5_000;
const SCRIPT = { limit: 6, blockMs: 60_000 };

describeRedis(`${CALLS} calls at once, to three pods, before the judge,`, () => {
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

  /** So many calls at once keep a pod busy for longer than Redis may take in production: by default, it may take long. */
  async function start({ redisTimeoutMs = 20_000 } = {}): Promise<void> {
    judge = await startJudge(SCRIPT);
    const options = {
      redisUrl: server.url,
      redisTimeoutMs,
      providers: judge.urls,
      policy: policyFor(SCRIPT, { policy: { leaseMs: 60_000, sponsoredPerUserPerDay: 100, callTimeoutMs: 10_000 } }),
      groupName: randomUUID(),
    };
    pods = await Promise.all([1, 2, 3].map(() => startPod(options)));
  }

  async function send(changes: Parameters<typeof messageOf>[0]): Promise<readonly PodOutcome[]> {
    return Promise.all(
      Array.from({ length: CALLS }, (_, call) =>
        (pods[call % 3] as Pod).process(messageOf({ text: 'abc', ...changes })),
      ),
    );
  }

  function countKinds(outcomes: readonly PodOutcome[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  it('under one key make one provider call', async () => {
    await start();
    const outcomes = await send({ idempotencyKey: 'one' });
    const { accepted, paid } = await judge.report();
    expect({ free: accepted, paid: paid.accepted, repeated: paid.replayed }).toEqual({ free: 1, paid: 0, repeated: 0 });
    const kinds = countKinds(outcomes);
    expect((kinds['processed'] ?? 0) + (kinds['in_progress'] ?? 0)).toBe(CALLS);
    expect(kinds['processed']).toBeGreaterThan(0);
  });

  it('of paying users make exactly as many free calls as a batch has', async () => {
    await start();
    const outcomes = await send({});
    const { accepted, refused, paid } = await judge.report();
    expect({ accepted, refused, paid: paid.accepted }).toEqual({
      accepted: SCRIPT.limit,
      refused: 0,
      paid: CALLS - SCRIPT.limit,
    });
    expect(countKinds(outcomes)).toEqual({ processed: CALLS });
  });

  it('that Redis cannot decide in 50 ms are never billed twice, and never exceed an allowance', async () => {
    await start({ redisTimeoutMs: 50 });
    await Promise.all([send({ userId: 'payer', idempotencyKey: 'one' }), send({ userId: 'ann' })]);
    const { accepted, refused, paid } = await judge.report();
    console.log('within 50 ms each:', { accepted, refused, paid });
    expect(refused).toBe(0);
    // Ten of the allowance, and the key: a free call for it may be under way while it goes to the paid provider.
    expect(accepted + paid.accepted).toBeLessThanOrEqual(10 + 2);
    expect(accepted).toBeLessThanOrEqual(SCRIPT.limit);
  });

  it('of one user with an allowance of ten make exactly ten provider calls, until the user has paid access', async () => {
    await start();
    const outcomes = await send({ userId: 'ann' });
    const { accepted, refused, paid } = await judge.report();
    expect({ free: accepted, refused, paid: paid.accepted }).toEqual({ free: SCRIPT.limit, refused: 0, paid: 4 });
    expect(countKinds(outcomes)).toEqual({ processed: 10, allowance_exhausted: CALLS - 10 });

    // Given paid access at another pod, the very next call counts.
    const [first, second] = pods as [Pod, Pod];
    expect(await second.process(messageOf({ userId: 'ann' }))).toMatchObject({ kind: 'allowance_exhausted' });
    await first.setPaidAccess('ann', 2);
    expect(await second.process(messageOf({ userId: 'ann' }))).toMatchObject({ kind: 'processed', provider: 'paid' });
    expect(await judge.report()).toMatchObject({ accepted: SCRIPT.limit, paid: { accepted: 5 } });
  });
});
