import { describe, expect, it } from 'vitest';

import type { ProviderRow, QuotaPlaces } from './provider-row.ts';
import { FREE_PROVIDER } from './provider-rows.ts';
import { readQuotaReport } from './quota-report.ts';

const NOW = Date.UTC(2026, 0, 15, 12);

function read(headers: Record<string, string>, quota: QuotaPlaces | undefined, body = '') {
  const row: ProviderRow = quota === undefined ? FREE_PROVIDER : { ...FREE_PROVIDER, quota };
  return readQuotaReport({ status: 200, headers, body }, row, NOW);
}

const CLASSIC: QuotaPlaces = {
  remaining: { in: 'header', name: 'x-ratelimit-remaining' },
  reset: { in: 'header', name: 'x-ratelimit-reset', unit: 'epoch_seconds' },
};
const STRUCTURED: QuotaPlaces = {
  remaining: { in: 'header', name: 'ratelimit', parameter: 'r' },
  reset: { in: 'header', name: 'ratelimit', parameter: 't', unit: 'seconds' },
};

describe('readQuotaReport', () => {
  it('reads two headers, one of them an instant', () => {
    const headers = { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': String(NOW / 1000 + 30) };
    expect(read(headers, CLASSIC)).toEqual({ remaining: 7, resetMs: 30_000 });
  });

  it('measures an instant by the provider’s own clock', () => {
    const headers = {
      'x-ratelimit-remaining': '7',
      'x-ratelimit-reset': String(NOW / 1000 + 3_630),
      date: new Date(NOW + 3_600_000).toUTCString(),
    };
    expect(read(headers, CLASSIC)).toEqual({ remaining: 7, resetMs: 30_000 });
  });

  it('reads the parameters of a structured field, of its first item where there are several', () => {
    expect(read({ ratelimit: '"default";r=50;t=30' }, STRUCTURED)).toEqual({ remaining: 50, resetMs: 30_000 });
    expect(read({ ratelimit: '"min"; r=0; t=9, "day"; r=70; t=900' }, STRUCTURED)).toEqual({
      remaining: 0,
      resetMs: 9_000,
    });
  });

  it('reads fields of the body', () => {
    const quota: QuotaPlaces = {
      remaining: { in: 'body', name: 'quota.left' },
      reset: { in: 'body', name: 'quota.resetMs', unit: 'milliseconds' },
    };
    expect(read({}, quota, '{"text":"cba","quota":{"left":3,"resetMs":250}}')).toEqual({ remaining: 3, resetMs: 250 });
  });

  it('takes what remains without a reset that can be understood', () => {
    expect(read({ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': 'soon' }, CLASSIC)).toEqual({
      remaining: 7,
      resetMs: undefined,
    });
    expect(read({ ratelimit: '"default";r=5' }, STRUCTURED)).toEqual({ remaining: 5, resetMs: undefined });
  });

  it.each(['', '-1', '1.5', 'many', '1e3', '9'.repeat(16)])('takes a count of "%s" for nothing said', (remaining) => {
    expect(read({ 'x-ratelimit-remaining': remaining }, CLASSIC)).toBeUndefined();
  });

  it('looks nowhere unless the row says where', () => {
    expect(read({ 'x-ratelimit-remaining': '7' }, undefined)).toBeUndefined();
    expect(read({}, CLASSIC)).toBeUndefined();
  });
});
