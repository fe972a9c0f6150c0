import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { median, percentile, sum } from './statistics.ts';

describe('percentile', () => {
  it('is the least value that the share of all does not exceed', () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    const shares = fc.integer({ min: 1, max: 100 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(values, shares, (all, share) => {
        const found = percentile(all, share);
        expect(all).toContain(found);
        expect(all.filter((value) => value <= found).length).toBeGreaterThanOrEqual(all.length * share);
        expect(all.filter((value) => value < found).length).toBeLessThan(all.length * share);
      }),
    );
  });

  it('is no number where there are no values', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

it('a median is the middle, a sum is all together', () => {
  expect([median([9, 1, 5]), sum([9, 1, 5])]).toEqual([5, 15]);
});
