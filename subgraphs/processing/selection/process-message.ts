import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../../kernel/errors/index.ts';
import { askQuota } from './ask-quota.ts';
import type { LedgerEntry } from './ledger.ts';
import { callProviders } from './call-providers.ts';
import { isOverdue, requestOf, startRun, type MessageRun, type Workshop } from './message-run.ts';
import { outcomeOf, processed, type Outcome } from './outcome.ts';
import type { Message } from './selection-options.ts';
import { processWithoutStore } from './without-store.ts';

/** The use case, in the order of its steps: what the key stands for already, then decision and call. */
export async function processMessage(message: Message, shop: Workshop): Promise<Outcome> {
  const run = startRun(message, shop.newId);
  const { userId, idempotencyKey } = message;
  const known = idempotencyKey === undefined ? undefined : await shop.ledger.find(userId, run.ledgerKey);
  if (known !== undefined && known.fingerprint !== run.fingerprint) return { kind: 'key_reused' };
  if (known?.answer !== undefined) return processed({ ...known, answer: known.answer }, true);
  try {
    return await untilFree(run, shop, () => attempt(run, known, shop));
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'QUOTA_STORE_UNAVAILABLE')) throw error;
    return await processWithoutStore(run, error, shop);
  }
}

/** Where the policy lets users without paid access wait for a slot, asks again as often as there is time for it. */
async function untilFree(run: MessageRun, { policy }: Workshop, ask: () => Promise<Outcome>): Promise<Outcome> {
  const { unpaidWhenBlocked } = policy;
  const waitMs = typeof unpaidWhenBlocked === 'object' ? unpaidWhenBlocked.waitMs : 0;
  const waitUntil = Math.min(run.giveUpAt, run.startedAt + waitMs);
  for (;;) {
    if (isOverdue(run)) throw new AppError('DEADLINE_EXCEEDED');
    const outcome = await ask();
    if (outcome.kind !== 'free_blocked' || performance.now() + outcome.retryAfterMs > waitUntil) return outcome;
    await sleep(outcome.retryAfterMs);
  }
}

async function attempt(run: MessageRun, known: LedgerEntry | undefined, shop: Workshop): Promise<Outcome> {
  const { decision, askedAt } = await askQuota(run, shop);
  if (decision.kind !== 'granted') return outcomeOf(decision, shop.zone);
  if (known === undefined) return await callProviders(run, { lease: decision.lease, askedAt }, shop);
  // The quota store has forgotten a paid call that must not be repeated; the ledger has not.
  const request = requestOf(run, shop);
  shop.settleLater(shop.quota.settle({ leaseId: decision.lease.id, outcome: 'not_sent', request }));
  return { kind: 'outcome_unknown' };
}
