import type { CallOutcome } from '../provider-client.ts';
import { fieldAt, type Answer } from './answer-place.ts';
import type { MeaningRule, ProviderRow } from './provider-row.ts';
import { readQuotaReport } from './quota-report.ts';
import { readRetryAfter } from './retry-after.ts';

/** What an answer means for the quota, by the rules of the provider's row. `now`: milliseconds since 1970. */
export function classifyAnswer(answer: Answer, row: ProviderRow, now: number): CallOutcome {
  const retryAfterMs = readRetryAfter(answer, row, now);
  const rule = row.meanings.find((candidate) => fits(candidate, answer, retryAfterMs));
  const cause = new Error(`${row.name} provider answered ${answer.status}`);
  const report = readQuotaReport(answer, row, now);
  switch (rule?.means) {
    case 'answered':
      return { ...readText(answer, row, cause), report };
    case 'refused':
      return { kind: 'refused', retryAfterMs };
    case 'failed':
      return { kind: 'failed', cause, report };
    case 'lost':
    case undefined:
      return { kind: 'lost', cause };
  }
}

function fits(rule: MeaningRule, { status, body }: Answer, retryAfterMs: number | undefined): boolean {
  const [first, last] = typeof rule.status === 'number' ? [rule.status, rule.status] : rule.status;
  if (status < first || status > last) return false;
  if (rule.withRetryAfter && retryAfterMs === undefined) return false;
  return rule.body === undefined || rule.body.test(body);
}

function readText({ body }: Answer, { answer }: ProviderRow, cause: Error): AnsweredOrFailed {
  const text = fieldAt(body, answer);
  // A text with NUL cannot be kept in the ledger: it is no answer.
  return typeof text === 'string' && !text.includes('\0') ? { kind: 'answered', text } : { kind: 'failed', cause };
}

type AnsweredOrFailed =
  { readonly kind: 'answered'; readonly text: string } | { readonly kind: 'failed'; readonly cause: unknown };
