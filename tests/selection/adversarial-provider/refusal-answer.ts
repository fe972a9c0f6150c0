import type { ProviderScript, RetryAfterForm } from './provider-script.ts';

export interface RefusalAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer to a refused request, with the truth about the block in the form that the script wants it in. */
export function refusalAnswer(
  { refusal = { status: 429, retryAfter: 'exact_ms' } }: ProviderScript,
  blockLeftMs: number,
  wallClockMs: number,
): RefusalAnswer {
  const retryAfter = headersFor(refusal.retryAfter, blockLeftMs, wallClockMs);
  const told = refusal.retryAfter === 'in_body' ? { retry_after_ms: Math.ceil(blockLeftMs) } : {};
  return {
    status: refusal.status,
    headers: { 'content-type': 'application/json', date: new Date(wallClockMs).toUTCString(), ...retryAfter },
    body: JSON.stringify({ error: { code: 'rate_limited', ...told } }),
  };
}

function headersFor(form: RetryAfterForm, leftMs: number, wallClockMs: number): Readonly<Record<string, string>> {
  const wholeMs = Math.ceil(leftMs);
  switch (form) {
    case 'exact_ms':
      return { 'retry-after-ms': String(wholeMs) };
    case 'seconds':
      return { 'retry-after': String(Math.ceil(leftMs / 1_000)) };
    case 'short':
      return { 'retry-after-ms': String(Math.ceil(leftMs / 10)) };
    case 'wrong_unit':
      return { 'retry-after': String(wholeMs) };
    case 'huge':
      return { 'retry-after': '1000000000000' };
    case 'http_date':
      // A date has whole seconds only; an honest provider rounds up.
      return { 'retry-after': new Date(Math.ceil((wallClockMs + leftMs) / 1_000) * 1_000).toUTCString() };
    case 'garbage':
      return { 'retry-after': 'in a while' };
    case 'missing':
    case 'in_body':
      return {};
  }
}
