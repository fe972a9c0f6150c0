import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { openRedis } from '../../../kernel/redis/index.ts';
import { createFreeProvider, createPaidProvider, type ProviderService } from '../../../providers/index.ts';
import { describeRedis, startRedis, type TestRedis } from '../../../tests/support/index.ts';
import { openHttpProviderClient } from './clients/http-provider-client.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from './clients/provider-rows.ts';
import { MemoryLedger } from './memory/memory-ledger.ts';
import type { Outcome } from './outcome.ts';
import { lowerBound } from './policy/lower-bound.ts';
import { DEFAULT_POLICY, type SelectionPolicy } from './policy/policy.ts';
import { RedisQuota } from './redis/redis-quota.ts';
import { createSelection, type Selection } from './selection.ts';

const FREE = { limit: 5, blockMs: 400 };
const POLICY: SelectionPolicy = { ...DEFAULT_POLICY, free: { ...DEFAULT_POLICY.free, ...FREE } };

describeRedis('pods that share a Redis', () => {
  let server: TestRedis;
  let free: ProviderService;
  let paid: ProviderService;
  let pods: Selection[];
  let toClose: (() => Promise<void>)[];
  let settleErrors: unknown[];

  beforeEach(async () => {
    server = await startRedis();
    free = createFreeProvider(FREE);
    paid = createPaidProvider();
    toClose = [];
    settleErrors = [];
    const urls = { free: await free.listen(0, '127.0.0.1'), paid: await paid.listen(0, '127.0.0.1') };
    const ledger = new MemoryLedger();
    pods = await Promise.all([pod(urls, ledger), pod(urls, ledger)]);
  });
  afterEach(async () => {
    await Promise.all(pods.map((selection) => selection.close()));
    await Promise.all(toClose.map((close) => close()));
    await Promise.all([free.close(), paid.close()]);
    await server.close();
  });

  async function pod(urls: { free: string; paid: string }, ledger: MemoryLedger): Promise<Selection> {
    const [decisions, settlements] = await Promise.all([
      openRedis({ url: server.url }),
      openRedis({ url: server.url }),
    ]);
    const clients = {
      free: openHttpProviderClient({ url: urls.free, row: FREE_PROVIDER }),
      paid: openHttpProviderClient({ url: urls.paid, row: PAID_PROVIDER }),
    };
    for (const opened of [decisions, settlements, clients.free, clients.paid]) toClose.push(() => opened.close());
    return createSelection({
      quota: new RedisQuota({ decisions, settlements, policy: POLICY, zone: 'UTC', groupName: 'main' }),
      ledger,
      clients,
      policy: POLICY,
      zone: 'UTC',
      onSettleError: (error) => settleErrors.push(error),
      paidAccess: { of: (userId) => Promise.resolve({ paidAccess: userId === 'payer', seq: 1 }) },
    });
  }

  const send = (podNumber: number, userId = 'payer', idempotencyKey: string = randomUUID()): Promise<Outcome> =>
    (pods[podNumber % 2] as Selection).process({
      userId,
      text: 'abc',
      idempotencyKey,
      door: 'ANY',
      deadline: Date.now() + 5_000,
    });

  it('are never refused, answer everybody, and pay one call a cycle more than the fewest possible at most', async () => {
    const arrivals: number[] = [];
    const answers: Promise<Outcome>[] = [];
    for (let call = 0; call < 120; call += 1) {
      arrivals.push(performance.now());
      answers.push(send(call));
      await sleep(15);
    }
    const outcomes = await Promise.all(answers);
    const cycles = Math.ceil(free.stats().accepted / FREE.limit);
    const least = lowerBound(arrivals, FREE.limit, FREE.blockMs);
    expect(outcomes.every(({ kind }) => kind === 'processed')).toBe(true);
    expect(free.stats().refused).toBe(0);
    expect(settleErrors).toEqual([]);
    expect(cycles).toBeGreaterThan(2);
    expect(paid.stats().accepted).toBeLessThanOrEqual(least + cycles);
    expect(paid.stats().accepted).toBeGreaterThanOrEqual(least);
  });

  it('make one call for a key that comes to both at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, call) => send(call, 'ann', 'k')));
    expect(outcomes.filter(({ kind }) => kind === 'processed')).toHaveLength(1);
    expect(free.stats().accepted + paid.stats().accepted).toBe(1);
  });

  it('act at once on paid access that the other pod was told of', async () => {
    const before = await Promise.all(Array.from({ length: 12 }, () => send(0, 'ann')));
    expect(before.filter(({ kind }) => kind === 'processed').length).toBeLessThan(11);
    await (pods[0] as Selection).setPaidAccess('ann', { paidAccess: true, seq: 2 });
    expect(await send(1, 'ann')).toMatchObject({ kind: 'processed' });
  });
});
