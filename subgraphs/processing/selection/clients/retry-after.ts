import { timeAt, type Answer } from './answer-place.ts';
import type { ProviderRow } from './provider-row.ts';

/**
 * How long the provider says it blocks, in milliseconds from now; undefined where it says nothing
 * that can be understood.
 */
export function readRetryAfter(answer: Answer, row: ProviderRow, now: number): number | undefined {
  const { places, floorMs, capMs } = row.retryAfter;
  for (const place of places) {
    const ms = timeAt(answer, place, now);
    if (ms !== undefined) return Math.min(capMs, Math.max(floorMs, ms));
  }
  return undefined;
}
