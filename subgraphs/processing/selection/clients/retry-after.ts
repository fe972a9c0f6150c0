import type { ProviderRow, RetryAfterPlace } from './provider-row.ts';

export interface Answer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/**
 * How long the provider says it blocks, in milliseconds from now; undefined where it says nothing
 * that can be understood. A date is measured against the provider's own `Date` header where there
 * is one, so that its clock need not agree with ours.
 */
export function readRetryAfter(answer: Answer, row: ProviderRow, now: number): number | undefined {
  const { places, floorMs, capMs } = row.retryAfter;
  for (const place of places) {
    const ms = inMilliseconds(valueAt(answer, place), place.unit, dateOf(answer) ?? now);
    if (ms !== undefined) return Math.min(capMs, Math.max(floorMs, ms));
  }
  return undefined;
}

function valueAt({ headers, body }: Answer, place: RetryAfterPlace): string | undefined {
  if (place.in === 'header') return headerOf(headers[place.name]);
  const value = place.name.split('.').reduce<unknown>((found, field) => fieldOf(found, field), parsed(body));
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function inMilliseconds(
  value: string | undefined,
  unit: RetryAfterPlace['unit'],
  providerNow: number,
): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const number = Number(value);
  if (Number.isFinite(number))
    return number < 0 ? undefined : Math.ceil(unit === 'milliseconds' ? number : number * 1000);
  if (unit !== 'seconds_or_date') return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - providerNow);
}

function dateOf({ headers }: Answer): number | undefined {
  const date = Date.parse(headerOf(headers['date']) ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function headerOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? (value as Record<string, unknown>)[field]
    : undefined;
}

/** The body as JSON; undefined where it is none, which for a refusal is no fault. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
