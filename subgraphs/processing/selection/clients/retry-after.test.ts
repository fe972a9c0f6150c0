import { describe, expect, it } from 'vitest';

import { FREE_PROVIDER } from './provider-rows.ts';
import type { ProviderRow } from './provider-row.ts';
import { readRetryAfter } from './retry-after.ts';

const NOW = Date.UTC(2026, 0, 15, 12);

function read(headers: Record<string, string>, { body = '', row = FREE_PROVIDER } = {}) {
  return readRetryAfter({ status: 429, headers, body }, row, NOW);
}

describe('readRetryAfter', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a fraction of a second', { 'retry-after': '0.25' }, 250],
    ['a date', { 'retry-after': 'Thu, 15 Jan 2026 12:00:30 GMT' }, 30_000],
    [
      'a date by the provider’s own clock',
      { 'retry-after': 'Thu, 15 Jan 2026 13:00:30 GMT', date: 'Thu, 15 Jan 2026 13:00:00 GMT' },
      30_000,
    ],
    ['a date that is past, as the floor', { 'retry-after': 'Thu, 15 Jan 2026 11:00:00 GMT' }, 100],
    ['nothing at all, as the floor', { 'retry-after': '0' }, 100],
    ['a huge number, as the cap', { 'retry-after': '1000000000000' }, 31 * 86_400_000],
    ['milliseconds before seconds', { 'retry-after': '1', 'retry-after-ms': '420' }, 420],
  ])('reads %s', (_what, headers, expected) => {
    expect(read(headers)).toBe(expected);
  });

  it.each([
    ['a negative number', { 'retry-after': '-5' }],
    ['garbage', { 'retry-after': 'soon' }],
    ['an empty value', { 'retry-after': '' }],
    ['no header', {}],
  ])('takes %s for nothing said', (_what, headers) => {
    expect(read(headers)).toBeUndefined();
  });

  it('looks into the body where the row says so', () => {
    const row: ProviderRow = {
      ...FREE_PROVIDER,
      retryAfter: {
        ...FREE_PROVIDER.retryAfter,
        places: [{ in: 'body', name: 'error.retry_after', unit: 'seconds' }],
      },
    };
    expect(read({}, { row, body: '{"error":{"retry_after":12}}' })).toBe(12_000);
    expect(read({}, { row, body: '{"error":"later"}' })).toBeUndefined();
    expect(read({}, { row, body: 'not JSON' })).toBeUndefined();
  });
});
