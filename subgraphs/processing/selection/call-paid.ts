import { entryOf, type LedgeredLease, type MessageRun, type Workshop } from './message-run.ts';
import type { CallOutcome } from './provider-client.ts';

/**
 * Calls the paid provider so that the same key is never billed twice: under a key of ours where it
 * takes one; where it does not, the ledger knows of the call before it is made, and refuses a
 * second (`asked_before`). A key that no client knows cannot come twice.
 */
export async function callPaid(
  run: MessageRun,
  lease: LedgeredLease,
  shop: Workshop,
): Promise<CallOutcome | { readonly kind: 'asked_before' }> {
  const { ledger, policy } = shop;
  const { userId, idempotencyKey, text } = run.message;
  const isOnce = !policy.paidTakesKey && idempotencyKey !== undefined;
  if (isOnce && !(await ledger.open(entryOf(run, lease)))) return { kind: 'asked_before' };
  const result = await shop.clients.paid.call({
    text,
    key: run.key,
    sendBefore: run.giveUpAt,
    answerBefore: Math.min(performance.now() + policy.callTimeoutMs, run.giveUpAt),
  });
  const mayComeAgain = result.kind !== 'answered' && result.kind !== 'lost';
  if (isOnce && mayComeAgain) await ledger.withdraw(userId, run.ledgerKey);
  return result;
}
