import { randomUUID } from 'node:crypto';

import type { Workshop } from './message-run.ts';
import { observedClients, observedQuota } from './observe.ts';
import type { Outcome } from './outcome.ts';
import { dayOf, startOfDay, zoneOffsetMs } from './policy/calendar.ts';
import { policyProblems } from './policy/policy.ts';
import { viewSelection, type SelectionView } from './policy/selection-view.ts';
import { processMessage } from './process-message.ts';
import type { DecisionRecord } from './quota.ts';
import type { Message, SelectionOptions } from './selection-options.ts';

export interface Selection {
  /**
   * Has a message processed once: by the free provider while it admits, else by the paid one.
   *
   * Rejects with `QUOTA_STORE_UNAVAILABLE` (the store is away and the user has no paid access),
   * `PROVIDER_FAILED`, `DEADLINE_EXCEEDED`, or what the ledger or `paidAccess` threw; the same key
   * may then be tried again.
   *
   * What a kill -9 of this process leaves, step by step, for the next request with the same key:
   * - before the decision: nothing; it is decided as new.
   * - after the decision, before the answer: the slot counts as perhaps used and the unit stays
   *   taken. The key is `in_progress` until the policy's `leaseMs` is over; then a free call is
   *   decided anew on the same unit, and a paid one is repeated under the provider's own key, so
   *   that it is neither billed nor done twice. If the paid provider takes no key it is never
   *   repeated: `outcome_unknown`, for ever, by the ledger's entry from before the call.
   * - after the answer, before the ledger has it: the same, for nobody has seen the answer.
   * - after the ledger has it: the same answer, `replayed`, for ever. If the settlement was lost,
   *   the slot counts as perhaps used, which costs the group one careful restart at most.
   */
  process(message: Message): Promise<Outcome>;
  /** What the user has left and when it is issued anew. */
  allowance(userId: string): Promise<{ readonly left: number; readonly refreshAt: Date }>;
  /** Resolves when the quota store has it: the very next message acts on it. The change with the highest `seq` wins. */
  setPaidAccess(userId: string, change: { readonly paidAccess: boolean; readonly seq: number }): Promise<void>;
  /** The providers for an operator; undefined when nothing was ever decided. */
  view(): Promise<SelectionView | undefined>;
  /** Finishes the messages in flight and what is settled behind their answers. Stores and clients stay open. */
  close(): Promise<void>;
}

/** Wires provider selection. Throws a `RangeError` that names every problem of the policy. */
export function createSelection(options: SelectionOptions): Selection {
  const { ledger, policy, zone, newId = randomUUID, onDecision, onProviderCall } = options;
  const quota = onDecision === undefined ? options.quota : observedQuota(options.quota, onDecision);
  const clients = onProviderCall === undefined ? options.clients : observedClients(options.clients, onProviderCall);
  const problems = policyProblems(policy);
  if (problems.length > 0) throw new RangeError(problems.join('; '));
  const underWay = new Set<Promise<unknown>>();

  function follow<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    const forget = (): boolean => underWay.delete(work);
    work.then(forget, forget);
    return work;
  }

  function settleLater(settling: Promise<DecisionRecord>): void {
    void follow(settling.catch(options.onSettleError));
  }

  const shop: Workshop = { ...options, quota, clients, newId, settleLater };

  return {
    process: (message) => follow(processMessage(message, shop)),

    async allowance(userId) {
      const known = await quota.user(userId);
      if (known !== undefined) return { left: known.left, refreshAt: new Date(startOfDay(known.refreshDay, zone)) };
      const now = Date.now();
      const refreshDay = dayOf(now, zoneOffsetMs(zone, now)) + 1;
      const left = Math.max(0, policy.allowancePerDay - (await ledger.unitsTaken(userId, refreshDay)));
      return { left, refreshAt: new Date(startOfDay(refreshDay, zone)) };
    },

    setPaidAccess: (userId, change) => quota.setPaidAccess(userId, change),

    async view() {
      const reading = await quota.group();
      return reading && viewSelection(reading.group, policy);
    },

    async close() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
