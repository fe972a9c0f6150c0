import { AppError } from '../../../kernel/errors/index.ts';
import { callPaid } from './call-paid.ts';
import { entryOf, type LedgeredLease, type MessageRun, type Workshop } from './message-run.ts';
import { processed, type Outcome } from './outcome.ts';
import { paidFailure } from './paid-failure.ts';

const LEASE: LedgeredLease = {
  provider: 'paid',
  reason: 'quota_store_away',
  attempt: 1,
  sponsored: false,
  period: 0,
};

/**
 * The quota store is away: users with paid access go to the paid provider, no allowance taken.
 * All others are turned away with `away`, since nobody can tell what they have left. The free
 * provider gets nothing: a call that nobody counts would be refused, or cost the others a slot.
 */
export async function processWithoutStore(run: MessageRun, away: AppError, shop: Workshop): Promise<Outcome> {
  const { paidAccess } = await shop.paidAccess.of(run.message.userId);
  shop.onStoreAway?.(paidAccess ? 'paid' : 'turned_away');
  if (!paidAccess) throw away;
  const result = await callPaid(run, LEASE, shop);
  if (result.kind === 'asked_before' || result.kind === 'lost') return { kind: 'outcome_unknown' };
  if (result.kind !== 'answered') throw paidFailure(result);
  return processed(await shop.ledger.record({ ...entryOf(run, LEASE), answer: result.text }), false);
}
