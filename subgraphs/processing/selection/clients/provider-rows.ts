import type { ProviderRow } from './provider-row.ts';

const DAY_MS = 86_400_000;

/** The free reference provider. Whatever it does not refuse it has counted. */
export const FREE_PROVIDER: ProviderRow = {
  name: 'free',
  path: '/process',
  request: (text) => ({ text }),
  answer: 'text',
  keyHeader: undefined,
  meanings: [
    { status: [200, 299], body: /^\s*\{\s*"text"\s*:/, means: 'answered' },
    { status: 429, means: 'refused' },
    { status: 503, withRetryAfter: true, means: 'refused' },
    // A proxy's answers: what became of the call behind it, nobody knows.
    { status: [502, 504], means: 'lost' },
    { status: [200, 599], means: 'failed' },
  ],
  retryAfter: {
    places: [
      { in: 'header', name: 'retry-after-ms', unit: 'milliseconds' },
      { in: 'header', name: 'retry-after', unit: 'seconds_or_date' },
    ],
    floorMs: 100,
    // Long enough for a weekly quota: cut shorter, it would be asked in vain all week.
    capMs: 31 * DAY_MS,
  },
};

/** The paid reference provider. It answers a repeated key again and bills it once. */
export const PAID_PROVIDER: ProviderRow = {
  ...FREE_PROVIDER,
  name: 'paid',
  keyHeader: 'idempotency-key',
};
