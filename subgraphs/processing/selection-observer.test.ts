import { randomUUID } from 'node:crypto';

import { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';

import { AppError } from '../../kernel/errors/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { openRedis } from '../../kernel/redis/index.ts';
import { createFreeProvider, createPaidProvider } from '../../providers/index.ts';
import { describeRedis, startRedis } from '../../tests/support/index.ts';
import { createProviderGauges } from './provider-gauges.ts';
import { openHttpProviderClient } from './selection/clients/http-provider-client.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from './selection/clients/provider-rows.ts';
import {
  createSelection,
  DEFAULT_POLICY,
  type DecisionRecord,
  type Quota,
  type Selection,
  type SelectionPolicy,
} from './selection/index.ts';
import { MemoryLedger } from './selection/memory/memory-ledger.ts';
import { MemoryQuota } from './selection/memory/memory-quota.ts';
import { reserve } from './selection/policy/reserve.ts';
import { settle } from './selection/policy/settle.ts';
import { RedisQuota } from './selection/redis/redis-quota.ts';
import { createSelectionObserver } from './selection-observer.ts';

const POLICY: SelectionPolicy = {
  ...DEFAULT_POLICY,
  free: { ...DEFAULT_POLICY.free, limit: 3, blockMs: 60_000, blockStarts: 'on_first_refusal' },
};

const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

interface Observed {
  readonly selection: Selection;
  readonly metrics: Registry;
  /** Every line logged, as whoever collects logs reads it. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  send(userId: string, idempotencyKey?: string): Promise<unknown>;
}

/** Selection over real providers, with the observer, the gauges and the logger it has in production. */
async function observe(quota: Quota): Promise<Observed> {
  const free = createFreeProvider(POLICY.free);
  const paid = createPaidProvider();
  const clients = {
    free: openHttpProviderClient({ url: await free.listen(0, '127.0.0.1'), row: FREE_PROVIDER }),
    paid: openHttpProviderClient({ url: await paid.listen(0, '127.0.0.1'), row: PAID_PROVIDER }),
  };
  const lines: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) };
  const metrics = new Registry();
  const selection = createSelection({
    quota,
    ledger: new MemoryLedger(),
    clients,
    policy: POLICY,
    zone: 'UTC',
    paidAccess: { of: (userId) => Promise.resolve({ paidAccess: userId === 'payer', seq: 1 }) },
    onSettleError: (error) => expect(error).toMatchObject({ code: 'QUOTA_STORE_UNAVAILABLE' }),
    ...createSelectionObserver({
      logger: createLogger({ service: 'test', level: 'info', stream }),
      metrics,
      policy: POLICY,
    }),
  });
  createProviderGauges(metrics, () => selection.view());
  for (const part of [free, paid, clients.free, clients.paid, selection]) toClose.push(() => part.close());
  return {
    selection,
    metrics,
    lines,
    send: (userId, idempotencyKey) =>
      selection.process({ userId, text: 'abc', idempotencyKey, door: 'ANY', deadline: Date.now() + 5_000 }),
  };
}

/** Decides again what the lines say was decided, from nothing but the lines. */
function replay(lines: Observed['lines']): { readonly told: readonly unknown[]; readonly derived: readonly unknown[] } {
  const policyOf = (id: unknown): SelectionPolicy =>
    lines.find((line) => line['policy_id'] === id && 'policy' in line)?.['policy'] as SelectionPolicy;
  const decided = lines.filter((line) => 'decision' in line);
  return {
    told: decided.map((line) => (line['decision'] as DecisionRecord).decision),
    derived: decided.map((line) => {
      const { before, request, settlement, moment } = line['decision'] as DecisionRecord;
      const at = { moment, policy: policyOf(line['policy_id']) };
      if (settlement === undefined) return reserve(before, request, at).decision;
      return settle(before, { ...settlement, request }, at).decision;
    }),
  };
}

async function everyKindOfDecision({ send, selection }: Observed): Promise<void> {
  for (let call = 0; call < 7; call += 1) await send('payer');
  for (let call = 0; call < 4; call += 1) await send('ann', randomUUID());
  await Promise.all([send('bob', 'same'), send('bob', 'same')]);
  await selection.close();
}

describe('what is logged of selection', () => {
  it('is a line a decision, from which it is derived again', async () => {
    const observed = await observe(new MemoryQuota({ policy: POLICY, zone: 'UTC' }));
    await everyKindOfDecision(observed);
    const { told, derived } = replay(observed.lines);
    expect(derived).toEqual(told);
    const kinds = (told as readonly DecisionRecord['decision'][]).map((decision) =>
      decision.kind === 'granted' ? decision.lease.reason : decision.kind,
    );
    const every = ['free_open', 'free_trigger', 'free_failed', 'free_blocked', 'settled', 'unknown', 'in_progress'];
    expect(kinds).toEqual(expect.arrayContaining(every));
  });

  it('shows no text of a message', async () => {
    const observed = await observe(new MemoryQuota({ policy: POLICY, zone: 'UTC' }));
    await observed.send('ann');
    await observed.selection.close();
    expect(JSON.stringify(observed.lines)).not.toMatch(/"(abc|cba)"/);
  });
});

describeRedis('what is logged of selection in Redis', () => {
  it('is a line a decision, from which it is derived again', async () => {
    const server = await startRedis();
    const redis = await openRedis({ url: server.url, timeoutMs: 2_000 });
    toClose.push(
      () => server.close(),
      () => redis.close(),
    );
    const options = { decisions: redis, settlements: redis, policy: POLICY, zone: 'UTC', groupName: 'test' };
    const observed = await observe(new RedisQuota(options));
    await everyKindOfDecision(observed);
    const { told, derived } = replay(observed.lines);
    expect(told.length).toBeGreaterThan(20);
    expect(derived).toEqual(told);
  });
});

describe('the metrics of selection', () => {
  it('count decisions, settlements and calls, and show how the free provider stands', async () => {
    const observed = await observe(new MemoryQuota({ policy: POLICY, zone: 'UTC' }));
    await observed.send('payer');
    expect(await observed.metrics.metrics()).toContain('stoa_selection_free_remaining 2\n');
    for (let call = 0; call < 4; call += 1) await observed.send('payer');
    await observed.selection.close();
    const text = await observed.metrics.metrics();
    for (const line of [
      'stoa_selection_decisions_total{kind="granted",provider="free",reason="free_open"} 3',
      'stoa_selection_decisions_total{kind="granted",provider="free",reason="free_trigger"} 1',
      'stoa_selection_decisions_total{kind="granted",provider="paid",reason="free_failed"} 1',
      'stoa_selection_decisions_total{kind="granted",provider="paid",reason="free_blocked"} 1',
      'stoa_selection_settlements_total{provider="free",outcome="answered"} 3',
      'stoa_selection_settlements_total{provider="free",outcome="refused"} 1',
      'stoa_selection_provider_call_seconds_count{provider="free",outcome="refused"} 1',
      'stoa_selection_provider_call_seconds_count{provider="paid",outcome="answered"} 2',
      'stoa_selection_decision_seconds_count 10',
      'stoa_selection_free_remaining 0',
    ])
      expect(text).toContain(`${line}\n`);
    expect(Number(/^stoa_selection_blocked_seconds (\S+)/m.exec(text)?.[1])).toBeGreaterThan(50);
  });

  it('count what came while the store was away, and do not pretend to know the provider then', async () => {
    const refuse = () => Promise.reject(new AppError('QUOTA_STORE_UNAVAILABLE'));
    const away: Quota = { reserve: refuse, settle: refuse, setPaidAccess: refuse, user: refuse, group: refuse };
    const observed = await observe(away);
    await observed.send('payer');
    await expect(observed.send('ann')).rejects.toMatchObject({ code: 'QUOTA_STORE_UNAVAILABLE' });
    const text = await observed.metrics.metrics();
    expect(text).toContain('stoa_selection_store_away_total{went="paid"} 1\n');
    expect(text).toContain('stoa_selection_store_away_total{went="turned_away"} 1\n');
    expect(text).toMatch(/^stoa_selection_free_remaining nan$/im);
  });
});
