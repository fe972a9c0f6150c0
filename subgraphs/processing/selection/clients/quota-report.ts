import type { QuotaReport } from '../policy/quota-report.ts';
import { timeAt, valueAt, type Answer } from './answer-place.ts';
import type { ProviderRow } from './provider-row.ts';

/** Where the provider says its count stands; undefined where its row names no place, or nothing sensible is there. */
export function readQuotaReport(answer: Answer, { quota }: ProviderRow, now: number): QuotaReport | undefined {
  if (quota === undefined) return undefined;
  const text = valueAt(answer, quota.remaining)?.trim() ?? '';
  if (!/^\d{1,15}$/.test(text)) return undefined;
  return { remaining: Number(text), resetMs: quota.reset && timeAt(answer, quota.reset, now) };
}
