import { AppError } from '../../../kernel/errors/index.ts';
import { callPaid } from './call-paid.ts';
import { entryOf, isOverdue, requestOf, type GrantedLease, type MessageRun, type Workshop } from './message-run.ts';
import { outcomeOf, processed, type Outcome } from './outcome.ts';
import { paidFailure } from './paid-failure.ts';
import type { Lease } from './policy/decision.ts';
import type { Settlement } from './policy/settle.ts';
import type { CallOutcome } from './provider-client.ts';

/**
 * Asks the provider of the lease. Where the free one gives no answer, its slot is settled and the
 * next provider is chosen in one round trip; where the paid one gives none, there is no other.
 */
export async function callProviders(run: MessageRun, granted: GrantedLease, shop: Workshop): Promise<Outcome> {
  let { lease, askedAt } = granted;
  while (lease.provider === 'free') {
    const result = await callFree(run, askedAt, shop);
    const settlement = settlementOf(lease, result);
    if (result.kind === 'answered') {
      settleLater(run, settlement, shop);
      return await recorded(run, lease, { answer: result.text, shop });
    }
    if (isOverdue(run)) {
      settleLater(run, settlement, shop);
      throw new AppError('DEADLINE_EXCEEDED', { cause: result });
    }
    askedAt = performance.now();
    const again = settlement.outcome === 'not_sent' ? 'any' : 'not_free';
    const { decision } = await shop.quota.settle({ ...settlement, again, request: requestOf(run, shop) });
    if (decision.kind !== 'granted') return outcomeOf(decision, shop.zone);
    lease = decision.lease;
  }
  return await usePaid(run, lease, shop);
}

function callFree(run: MessageRun, askedAt: number, shop: Workshop): Promise<CallOutcome> {
  const { callTimeoutMs, free } = shop.policy;
  return shop.clients.free.call({
    text: run.message.text,
    key: run.key,
    // A slot is a promise about when the call arrives: sent any later it could fall into the next batch.
    sendBefore: askedAt + free.arrivalMs - callTimeoutMs,
    answerBefore: Math.min(performance.now() + callTimeoutMs, run.giveUpAt),
  });
}

/** A paid call has no slot: it is settled only where something is given back or the key is set free. */
async function usePaid(run: MessageRun, lease: Lease, shop: Workshop): Promise<Outcome> {
  const result = await callPaid(run, lease, shop);
  if (result.kind === 'answered') return await recorded(run, lease, { answer: result.text, shop });
  settleLater(run, settlementOf(lease, result), shop);
  if (result.kind === 'asked_before' || result.kind === 'lost') return { kind: 'outcome_unknown' };
  throw paidFailure(result);
}

function settlementOf(lease: Lease, result: CallOutcome | { readonly kind: 'asked_before' }): Settlement {
  const leaseId = lease.id;
  switch (result.kind) {
    case 'answered':
    case 'failed':
      return { leaseId, outcome: result.kind, report: result.report };
    case 'refused':
      return { leaseId, outcome: result.kind, retryAfterMs: result.retryAfterMs };
    case 'not_sent':
      return { leaseId, outcome: result.late ? 'not_sent' : 'unreachable' };
    case 'asked_before':
      return { leaseId, outcome: 'not_sent' };
    case 'lost':
      return { leaseId, outcome: 'lost' };
  }
}

/** Nobody sees an answer before the ledger has it. */
async function recorded(
  run: MessageRun,
  lease: Lease,
  { answer, shop }: { readonly answer: string; readonly shop: Workshop },
): Promise<Outcome> {
  return processed(await shop.ledger.record({ ...entryOf(run, lease), answer }), false);
}

function settleLater(run: MessageRun, settlement: Settlement, shop: Workshop): void {
  shop.settleLater(shop.quota.settle({ ...settlement, request: requestOf(run, shop) }));
}
