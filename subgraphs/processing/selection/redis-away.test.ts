import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { openRedis, type Redis } from '../../../kernel/redis/index.ts';
import { createFreeProvider, createPaidProvider, type ProviderService } from '../../../providers/index.ts';
import { describeRedis, startRedis, type TestRedis } from '../../../tests/support/index.ts';
import { openHttpProviderClient } from './clients/http-provider-client.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from './clients/provider-rows.ts';
import { MemoryLedger } from './memory/memory-ledger.ts';
import type { Outcome } from './outcome.ts';
import { DEFAULT_POLICY, type SelectionPolicy } from './policy/policy.ts';
import { RedisQuota } from './redis/redis-quota.ts';
import { createSelection, type Selection } from './selection.ts';

/** As in production: a message that waited so long is on its way to the paid provider within 50 ms. */
const TIMEOUT_MS = 40;
const MOST_ADDED_MS = 50;
/** What a busy machine may add to that by itself. */
const SLACK_MS = 100;
const POLICY: SelectionPolicy = { ...DEFAULT_POLICY, free: { ...DEFAULT_POLICY.free, limit: 3, blockMs: 60_000 } };

describeRedis('selection while Redis', () => {
  let server: TestRedis;
  let redis: Redis;
  let free: ProviderService;
  let paid: ProviderService;
  let selection: Selection;
  let quota: RedisQuota;
  let toClose: { close(): Promise<void> }[];

  beforeEach(async () => {
    server = await startRedis();
    redis = await openRedis({ url: server.url, timeoutMs: TIMEOUT_MS });
    free = createFreeProvider({ limit: 3, blockMs: 60_000 });
    paid = createPaidProvider();
    const clients = {
      free: openHttpProviderClient({ url: await free.listen(0, '127.0.0.1'), row: FREE_PROVIDER }),
      paid: openHttpProviderClient({ url: await paid.listen(0, '127.0.0.1'), row: PAID_PROVIDER }),
    };
    quota = new RedisQuota({ decisions: redis, settlements: redis, policy: POLICY, zone: 'UTC', groupName: 'main' });
    selection = createSelection({
      quota,
      ledger: new MemoryLedger(),
      clients,
      policy: POLICY,
      zone: 'UTC',
      paidAccess: { of: (userId) => Promise.resolve({ paidAccess: userId === 'payer', seq: 1 }) },
      onSettleError: () => undefined,
    });
    toClose = [selection, clients.free, clients.paid, redis, free, paid, server];
  });
  afterEach(async () => {
    for (const part of toClose) await part.close();
  });

  const send = (userId = 'payer', idempotencyKey?: string): Promise<Outcome> =>
    selection.process({ userId, text: 'abc', idempotencyKey, door: 'ANY', deadline: Date.now() + 5_000 });

  /** How long the slowest message took: of many at once, then of many one after the other. */
  async function slowest(
    check: (outcome: Outcome) => void,
  ): Promise<{ readonly burst: number; readonly later: number }> {
    const timed = async (): Promise<number> => {
      const startedAt = performance.now();
      check(await send());
      return performance.now() - startedAt;
    };
    const burst = await Promise.all(Array.from({ length: 20 }, timed));
    const later = [];
    for (let call = 0; call < 20; call += 1) later.push(await timed());
    return { burst: Math.max(...burst), later: Math.max(...later) };
  }

  /** What Redis being away adds to messages of paying users. */
  async function added(
    goAway: () => Promise<unknown> | boolean,
  ): Promise<{ readonly burst: number; readonly later: number }> {
    const paidFor = (reasons: RegExp) => (outcome: Outcome) => {
      if (outcome.kind === 'processed' && outcome.provider === 'paid') expect(outcome.reason).toMatch(reasons);
      else expect(outcome).toMatchObject({ kind: 'processed', provider: 'free', reason: 'free_open' });
    };
    for (let round = 0; round < 2; round += 1) await slowest(paidFor(/^free_blocked$/));
    const usual = await slowest(paidFor(/^free_blocked$/));
    const freeBefore = free.stats();
    await goAway();
    const without = await slowest(paidFor(/^quota_store_away$/));
    expect(free.stats()).toEqual(freeBefore);
    return { burst: without.burst - usual.burst, later: without.later - usual.later };
  }

  const report = (state: string, { burst, later }: { readonly burst: number; readonly later: number }): void => {
    console.log(
      `a Redis that ${state} adds ${burst.toFixed(1)} ms to 20 messages at once, then ${later.toFixed(1)} ms at most`,
    );
  };

  async function expectRecovery(): Promise<void> {
    const returnedAt = performance.now();
    for (;;) {
      const outcome = await send();
      if (outcome.kind === 'processed' && outcome.reason !== 'quota_store_away') break;
      await sleep(5);
    }
    expect(performance.now() - returnedAt).toBeLessThan(1_000);
  }

  async function serverPid(): Promise<number> {
    const info = await redis.command((connection) => connection.info('server'));
    return Number(/process_id:(\d+)/.exec(info)?.[1]);
  }

  it('hangs adds 50 ms to messages of paying users that come at that moment, and nothing to later ones', async () => {
    const pid = await serverPid();
    try {
      const extra = await added(() => process.kill(pid, 'SIGSTOP'));
      report('hangs', extra);
      expect(extra.burst).toBeLessThan(MOST_ADDED_MS + SLACK_MS);
      expect(extra.later).toBeLessThan(SLACK_MS);
      await expect(send('ann')).rejects.toMatchObject({ code: 'QUOTA_STORE_UNAVAILABLE', retryAfterMs: 1_000 });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expectRecovery();
  });

  it('is dead adds next to nothing to messages of paying users', async () => {
    const extra = await added(() => server.kill());
    report('is dead', extra);
    expect(Math.max(extra.burst, extra.later)).toBeLessThan(MOST_ADDED_MS + SLACK_MS);
    await expect(send('ann')).rejects.toMatchObject({ code: 'QUOTA_STORE_UNAVAILABLE', retryAfterMs: 1_000 });
    await server.restart();
    await expectRecovery();
    expect(free.stats().refused).toBe(0);
  });

  it('hangs counts a slot that it grants too late as one whose outcome is unknown', async () => {
    await send();
    await selection.close();
    const pid = await serverPid();
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await send('payer', 'k')).toMatchObject({ provider: 'paid', reason: 'quota_store_away' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect.poll(() => quota.group().catch(() => undefined)).toMatchObject({ group: { possiblyCounted: 2 } });
    expect((await quota.group())?.group).toMatchObject({ possiblyCounted: 2, surelyCounted: 1 });
    expect(await send('payer', 'k')).toMatchObject({ provider: 'paid', replayed: true });
    expect(free.stats()).toMatchObject({ accepted: 1 });
  });
});
