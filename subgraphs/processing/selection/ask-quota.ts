import { AppError } from '../../../kernel/errors/index.ts';
import { requestOf, type MessageRun, type Workshop } from './message-run.ts';
import type { Decision, SelectionRequest } from './policy/decision.ts';

/** A decision and the instant before it was asked for. */
export interface AskedDecision {
  readonly decision: Exclude<Decision, { kind: 'unknown' }>;
  readonly askedAt: number;
}

/** At most this often a store forgets again what it was told a moment ago. */
const INTRODUCTIONS = 3;

/**
 * Asks the quota for a decision. Where the store does not know the user or the group, it is told:
 * paid access by the users, what is left of the allowance by the ledger. A free provider that the
 * ledger knows to have been called is taken up again one call at a time.
 */
export async function askQuota(run: MessageRun, shop: Workshop): Promise<AskedDecision> {
  let request = requestOf(run, shop);
  for (let round = 0; round <= INTRODUCTIONS; round += 1) {
    const askedAt = performance.now();
    const { decision } = await shop.quota.reserve(request);
    if (decision.kind !== 'unknown') return { decision, askedAt };
    request = { ...request, ...(await introduce(decision, request.userId, shop)) };
  }
  throw new AppError('QUOTA_STORE_UNAVAILABLE', { cause: new Error('the quota store forgets what it is told') });
}

async function introduce(
  missing: Extract<Decision, { kind: 'unknown' }>,
  userId: string,
  { ledger, paidAccess, policy }: Workshop,
): Promise<Pick<SelectionRequest, 'user' | 'group'>> {
  const { refreshDay } = missing;
  const [taken, standing, wasCalled] = await Promise.all([
    missing.user ? ledger.unitsTaken(userId, refreshDay) : 0,
    missing.user ? paidAccess.of(userId) : undefined,
    missing.group ? ledger.hasFreeCalls() : undefined,
  ]);
  return {
    ...(standing === undefined
      ? {}
      : {
          user: {
            left: Math.max(0, policy.allowancePerDay - taken),
            refreshDay,
            paidAccess: standing.paidAccess,
            paidAccessSeq: standing.seq,
          },
        }),
    ...(wasCalled === undefined ? {} : { group: wasCalled ? 'uncertain' : 'fresh' }),
  };
}
