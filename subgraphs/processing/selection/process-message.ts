import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../../kernel/errors/index.ts';
import { askQuota, type AskedDecision } from './ask-quota.ts';
import { callProviders } from './call-providers.ts';
import { isOverdue, requestOf, startRun, type MessageRun, type Workshop } from './message-run.ts';
import { outcomeOf, processed, type Outcome } from './outcome.ts';
import type { Message } from './selection-options.ts';
import { processWithoutStore } from './without-store.ts';

/** The use case, in the order of its steps: what the key stands for already, the decision, the call. */
export async function processMessage(message: Message, shop: Workshop): Promise<Outcome> {
  const run = startRun(message, shop.newId);
  const { userId, idempotencyKey } = message;
  const known = idempotencyKey === undefined ? undefined : await shop.ledger.find(userId, run.ledgerKey);
  if (known !== undefined && known.fingerprint !== run.fingerprint) return { kind: 'key_reused' };
  if (known?.answer !== undefined) return processed({ ...known, answer: known.answer }, true);
  try {
    const { decision, askedAt } = await decide(run, shop);
    if (decision.kind !== 'granted') return outcomeOf(decision, shop.zone);
    const granted = { lease: decision.lease, askedAt };
    if (known === undefined) return await callProviders(run, granted, shop);
    // The quota store has forgotten a paid call that must not be repeated; the ledger has not.
    const request = requestOf(run, shop);
    shop.settleLater(shop.quota.settle({ leaseId: granted.lease.id, outcome: 'not_sent', request }));
    return { kind: 'outcome_unknown' };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'QUOTA_STORE_UNAVAILABLE')) throw error;
    return await processWithoutStore(run, error, shop);
  }
}

/** Asks for a decision; where the policy lets users without paid access wait for a slot, as often as it takes. */
async function decide(run: MessageRun, shop: Workshop): Promise<AskedDecision> {
  const { unpaidWhenBlocked } = shop.policy;
  const waitMs = typeof unpaidWhenBlocked === 'object' ? unpaidWhenBlocked.waitMs : 0;
  const waitUntil = Math.min(run.giveUpAt, run.startedAt + waitMs);
  for (;;) {
    if (isOverdue(run)) throw new AppError('DEADLINE_EXCEEDED');
    const asked = await askQuota(run, shop);
    if (asked.decision.kind !== 'free_blocked') return asked;
    const { retryAfterMs } = asked.decision;
    if (performance.now() + retryAfterMs > waitUntil) return asked;
    await sleep(retryAfterMs);
  }
}
