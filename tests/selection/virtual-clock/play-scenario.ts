import type { SelectionRequest } from '../../../subgraphs/processing/selection/policy/decision.ts';
import type { KeyRecord } from '../../../subgraphs/processing/selection/policy/key-record.ts';
import { burstyArrivals, seeded } from '../../../subgraphs/processing/selection/policy/simulate.suite.ts';
import type { Settlement } from '../../../subgraphs/processing/selection/policy/settle.ts';
import { fewestPaid } from '../../../subgraphs/processing/selection/policy/lower-bound.ts';
import type { Quota } from '../../../subgraphs/processing/selection/index.ts';
import { CountRule } from '../adversarial-provider/count-rule.ts';
import type { Mishap, Scenario } from './scenarios.ts';
import type { VirtualTime } from './virtual-time.ts';

export const CALL_TIMEOUT_MS = 500;

/** A quota on a virtual clock, with a look at what it remembers of a key. */
export interface WatchedQuota {
  readonly quota: Quota;
  recordOf(userId: string, key: string): Promise<KeyRecord | undefined>;
}

export interface ScenarioTally {
  readonly requests: number;
  readonly free: number;
  readonly paid: number;
  /** By the provider's own count, as is `free`. */
  readonly refused: number;
  /** The fewest paid calls for the same arrivals. */
  readonly least: number;
  readonly leastWithArrival: number;
  /** Paid calls of messages that a mishap befell. */
  readonly paidForMishaps: number;
  /** Batches in which an outcome stayed unknown. */
  readonly uncertainBatches: number;
  /** Most unknown outcomes in one batch. */
  readonly mostUnknown: number;
  readonly outsiders: number;
  /** Blocks of the provider. */
  readonly blocks: number;
  /** Longest time without an accepted call in the last tenth, which has no mishaps, and the longest without a request. */
  readonly longestWithoutFreeMs: number;
  readonly longestGapMs: number;
}

/** Plays bursty traffic of a paying user against a quota and a provider that counts by itself. */
export async function playScenario(
  { script, latencyMs, mishaps = {} }: Scenario,
  {
    time,
    watched,
    seed,
    requests,
    arrivalMs,
  }: {
    readonly time: VirtualTime;
    readonly watched: WatchedQuota;
    readonly seed: number;
    readonly requests: number;
    readonly arrivalMs: number;
  },
): Promise<ScenarioTally> {
  const random = seeded(seed);
  const arrivals = burstyArrivals(requests, random);
  const calmFrom = arrivals[Math.floor(requests * 0.9)] ?? 0;
  const rule = new CountRule(script);
  const unknownIn = new Map<number, number>();
  const acceptedAt: number[] = [];
  let [paid, refused, paidForMishaps, outsiders] = [0, 0, 0, 0];
  const delay = (): number => Math.floor(random() * (latencyMs + 1));

  async function settle(request: SelectionRequest, settlement: Omit<Settlement, 'leaseId'>): Promise<void> {
    const next = { ...request, leaseId: `${request.leaseId}+` };
    const { decision } = await watched.quota.settle({ ...settlement, leaseId: request.leaseId, request: next });
    if (decision.kind === 'granted') paid += 1;
  }

  function mishapNow(): Mishap | undefined {
    if (time.nowMs >= calmFrom) return undefined;
    let left = random();
    for (const [mishap, share] of Object.entries(mishaps)) if ((left -= share) < 0) return mishap as Mishap;
    return undefined;
  }

  function arrive(): 'accepted' | 'refused' {
    const verdict = rule.arrive(time.nowMs);
    if (verdict === 'refused') refused += 1;
    else if (acceptedAt.push(time.nowMs) % (script.outsiderEveryNth ?? Infinity) === 0) {
      outsiders += 1;
      rule.arrive(time.nowMs);
    }
    return verdict;
  }

  async function callFree(request: SelectionRequest): Promise<void> {
    const mishap = mishapNow();
    if (mishap === 'not_sent') {
      paidForMishaps += 1;
      await time.after(delay(), () => settle(request, { outcome: 'not_sent', again: 'not_free' }));
      return;
    }
    if (mishap !== undefined && mishap !== 'failed') {
      const batch = (await watched.recordOf(request.userId, request.key))?.call.batch ?? 0;
      unknownIn.set(batch, (unknownIn.get(batch) ?? 0) + 1);
    }
    if (mishap === 'timeout_counted' || mishap === 'timeout_dropped') {
      paidForMishaps += 1;
      await time.after(CALL_TIMEOUT_MS, () => settle(request, { outcome: 'lost', again: 'not_free' }));
    }
    if (mishap === 'crash_before_send' || mishap === 'timeout_dropped') return;
    await time.after(delay(), async () => {
      const verdict = arrive();
      await time.after(delay(), async () => {
        if (verdict === 'accepted') rule.complete(time.nowMs);
        if (mishap === 'crash_after_send' || mishap === 'timeout_counted') return;
        if (verdict === 'refused') {
          const retryAfterMs = Math.ceil(rule.blockLeftMs(time.nowMs));
          await settle(request, { outcome: 'refused', retryAfterMs, again: 'not_free' });
        } else if (mishap === 'failed') {
          paidForMishaps += 1;
          await settle(request, { outcome: 'failed', again: 'not_free' });
        } else await settle(request, { outcome: 'answered' });
      });
    });
  }

  for (const [index, at] of arrivals.entries()) {
    await time.passUntil(at);
    const request = requestOf(`lease-${index}`);
    const { decision } = await watched.quota.reserve(request);
    if (decision.kind !== 'granted') throw new Error(`a paying user was told ${decision.kind}`);
    if (decision.lease.provider === 'free') await callFree(request);
    else paid += 1;
  }
  await time.passUntil(time.nowMs + CALL_TIMEOUT_MS + 2 * latencyMs + 1);

  const { limit, blockMs, blockStarts = 'on_last_accept' } = script;
  const terms = { limit, blockMs, blockStarts };
  return {
    requests: arrivals.length,
    free: acceptedAt.length,
    paid,
    refused,
    least: fewestPaid(arrivals, terms),
    leastWithArrival: fewestPaid(arrivals, { ...terms, blockMs: terms.blockMs + arrivalMs }),
    paidForMishaps,
    uncertainBatches: unknownIn.size,
    mostUnknown: Math.max(0, ...unknownIn.values()),
    outsiders,
    blocks: rule.batch - 1,
    longestWithoutFreeMs: longestGap(acceptedAt.filter((at) => at >= calmFrom)),
    longestGapMs: longestGap(arrivals.filter((at) => at >= calmFrom)),
  };
}

function longestGap(instants: readonly number[]): number {
  return instants.reduce((longest, at, index) => Math.max(longest, at - (instants[index - 1] ?? at)), 0);
}

function requestOf(leaseId: string): SelectionRequest {
  return {
    userId: 'payer',
    key: leaseId,
    leaseId,
    fingerprint: 'print',
    door: 'ANY',
    keepMs: 60_000,
    user: { left: 0, refreshDay: 1e6, paidAccess: true, paidAccessSeq: 1 },
    group: 'fresh',
  };
}
