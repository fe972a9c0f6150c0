import { startOfDay } from './policy/calendar.ts';
import type { Decision, Provider, Reason } from './policy/decision.ts';
import type { AnsweredEntry } from './ledger.ts';

/** What came of a message. Everything else is thrown as an `AppError`. */
export type Outcome =
  | {
      readonly kind: 'processed';
      readonly text: string;
      readonly provider: Provider;
      /** Why this provider. */
      readonly reason: Reason;
      /** 1 for the first provider asked. */
      readonly attempt: number;
      /** The stored answer of an earlier request with the same key. */
      readonly replayed: boolean;
      /** The operator paid for a user without paid access. */
      readonly sponsored: boolean;
    }
  | { readonly kind: 'allowance_exhausted'; readonly refreshAt: Date }
  | { readonly kind: 'free_blocked'; readonly retryAfterMs: number }
  | { readonly kind: 'redirected'; readonly to: 'FREE' | 'PAID' }
  | { readonly kind: 'in_progress'; readonly retryAfterMs: number }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'outcome_unknown' };

/** A stored answer as an outcome. */
export function processed(entry: AnsweredEntry, replayed: boolean): Outcome {
  const { answer, provider, reason, attempt, sponsored } = entry;
  return { kind: 'processed', text: answer, provider, reason, attempt, replayed, sponsored };
}

/** A decision that grants nothing, in the words of the caller. `zone`: the allowance's. */
export function outcomeOf(decision: Exclude<Decision, { kind: 'granted' }>, zone: string): Outcome {
  switch (decision.kind) {
    case 'allowance_exhausted':
      return { kind: 'allowance_exhausted', refreshAt: new Date(startOfDay(decision.refreshDay, zone)) };
    case 'ignored':
    case 'settled':
    case 'unknown':
      // The lease was taken over while its holder slept: somebody else is at work on the same key.
      return { kind: 'in_progress', retryAfterMs: 1_000 };
    case 'free_blocked':
    case 'redirected':
    case 'in_progress':
    case 'key_reused':
    case 'outcome_unknown':
      return decision;
  }
}
