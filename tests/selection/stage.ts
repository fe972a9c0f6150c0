import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { openRedis, type Redis } from '../../kernel/redis/index.ts';
import { createPaidProvider, type ProviderService } from '../../providers/index.ts';
import { openHttpProviderClient } from '../../subgraphs/processing/selection/clients/http-provider-client.ts';
import type { ProviderRow } from '../../subgraphs/processing/selection/clients/provider-row.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from '../../subgraphs/processing/selection/clients/provider-rows.ts';
import { createSelection, DEFAULT_POLICY, type SelectionPolicy } from '../../subgraphs/processing/selection/index.ts';
import { MemoryLedger } from '../../subgraphs/processing/selection/memory/memory-ledger.ts';
import type { Outcome } from '../../subgraphs/processing/selection/outcome.ts';
import type { FreeWindow } from '../../subgraphs/processing/selection/policy/policy.ts';
import { RedisQuota } from '../../subgraphs/processing/selection/redis/redis-quota.ts';
import type { Message } from '../../subgraphs/processing/selection/selection-options.ts';
import {
  createAdversarialProvider,
  type AdversarialProvider,
} from './adversarial-provider/create-adversarial-provider.ts';
import type { ProviderScript } from './adversarial-provider/provider-script.ts';

export interface StageOptions {
  readonly script: ProviderScript;
  readonly redisUrl: string;
  readonly row?: ProviderRow;
  readonly window?: Partial<FreeWindow>;
  readonly policy?: Partial<Omit<SelectionPolicy, 'free'>>;
  /** How long the quota store may take. Long by default: what a slow machine does is not what is tested. */
  readonly redisTimeoutMs?: number;
}

/** Selection on real parts, before the judge; its users have paid access where their name begins with payer. */
export interface Stage {
  readonly free: AdversarialProvider;
  readonly paid: ProviderService;
  readonly quota: RedisQuota;
  readonly redis: Redis;
  readonly settleErrors: readonly unknown[];
  send(changes?: Partial<Message>): Promise<Outcome>;
  setPaidAccess(userId: string, seq: number): Promise<void>;
  /** Waits until everything under way is answered and settled. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A message a test sends, of a user with paid access unless it says otherwise. */
export function messageOf(changes: Partial<Message> = {}): Message {
  return {
    userId: 'payer',
    text: randomUUID(),
    idempotencyKey: undefined,
    door: 'ANY',
    deadline: Date.now() + 20_000,
    ...changes,
  };
}

/** A policy whose window is the script's own. Calls are given up after a second, unless the test changes it. */
export function policyFor(
  { limit, blockMs, blockStarts = 'on_last_accept', refusalsExtend }: ProviderScript,
  { window = {}, policy = {} }: Pick<StageOptions, 'window' | 'policy'> = {},
): SelectionPolicy {
  const callTimeoutMs = policy.callTimeoutMs ?? 1_000;
  const free: FreeWindow = {
    ...DEFAULT_POLICY.free,
    limit,
    blockMs,
    blockStarts,
    refusalExtends: refusalsExtend === true,
    arrivalMs: callTimeoutMs + 200,
    probeMs: callTimeoutMs,
    ...window,
  };
  return { ...DEFAULT_POLICY, callTimeoutMs, leaseMs: 4 * callTimeoutMs, ...policy, free };
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { script, redisUrl, row = FREE_PROVIDER, redisTimeoutMs = 10_000 } = options;
  const policy = policyFor(script, options);
  const free = await createAdversarialProvider(script);
  const paid = createPaidProvider();
  const paidUrl = await paid.listen(0, '127.0.0.1');
  const redis = await openRedis({ url: redisUrl, timeoutMs: redisTimeoutMs });
  const clients = {
    free: openHttpProviderClient({ url: free.url, row }),
    paid: openHttpProviderClient({ url: paidUrl, row: PAID_PROVIDER }),
  };
  const quota = new RedisQuota({ decisions: redis, settlements: redis, policy, zone: 'UTC', groupName: randomUUID() });
  const ledger = new MemoryLedger();
  const settleErrors: unknown[] = [];
  const selection = createSelection({
    quota,
    ledger,
    clients,
    policy,
    zone: 'UTC',
    paidAccess: { of: (userId) => Promise.resolve({ paidAccess: userId.startsWith('payer'), seq: 1 }) },
    onSettleError: (error) => settleErrors.push(error),
  });
  return {
    free,
    paid,
    quota,
    redis,
    settleErrors,
    send: (changes) => selection.process(messageOf(changes)),
    setPaidAccess: (userId, seq) => selection.setPaidAccess(userId, { paidAccess: true, seq }),
    settled: () => selection.close(),
    async close() {
      await selection.close();
      await Promise.all([clients.free.close(), clients.paid.close(), redis.close()]);
      await Promise.all([free.close(), paid.close()]);
    },
  };
}

/** Bursts of one to eight messages, some milliseconds apart, for so long; resolves when all are answered. */
export async function sendBursts(stage: Stage, forMs: number): Promise<readonly Outcome[]> {
  const until = performance.now() + forMs;
  const answers: Promise<Outcome>[] = [];
  for (let round = 0; performance.now() < until; round += 1) {
    for (let call = 0; call <= round % 8; call += 1) answers.push(stage.send());
    await sleep(30);
  }
  return Promise.all(answers);
}

/** One message after the other, each when the one before is answered and settled, for so long. */
export async function sendOneByOne(stage: Stage, forMs: number): Promise<readonly Outcome[]> {
  const until = performance.now() + forMs;
  const outcomes: Outcome[] = [];
  while (performance.now() < until) {
    outcomes.push(await stage.send());
    await stage.settled();
    await sleep(5);
  }
  return outcomes;
}
