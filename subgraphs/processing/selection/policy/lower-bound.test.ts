import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FRESH_GROUP } from './group-state.ts';
import { countArrival, fewestPaid, lowerBound } from './lower-bound.ts';
import type { BlockRule } from './policy.ts';

/** The fewest paid calls of all schedules, by trying both choices at every arrival. */
function fewestOfAll(arrivals: readonly number[], { limit, blockMs, blockStarts }: BlockRule): number {
  const refusesFirst = blockStarts === 'on_first_refusal';
  const from = (index: number, count: number, blockedUntil: number): number => {
    const arrival = arrivals[index];
    if (arrival === undefined) return 0;
    const paying = 1 + from(index + 1, count, blockedUntil);
    if (limit === 0 || arrival < blockedUntil) return paying;
    const isRefused = refusesFirst && blockMs > 0 && count === limit;
    if (isRefused) return Math.min(paying, 1 + from(index + 1, 0, arrival + blockMs));
    const isLast = count + 1 === limit;
    if (isLast && (!refusesFirst || blockMs === 0)) return Math.min(paying, from(index + 1, 0, arrival + blockMs));
    return Math.min(paying, from(index + 1, count + 1, blockedUntil));
  };
  return from(0, 0, -Infinity);
}

const arrivals = fc.array(fc.nat(40), { maxLength: 12 }).map((times) => times.sort((a, b) => a - b));
const rule = fc.record({
  limit: fc.nat(4),
  blockMs: fc.nat(15),
  blockStarts: fc.constantFrom('on_last_accept' as const, 'on_first_refusal' as const),
});

describe('the lower bound', () => {
  it('is what the best of all schedules pays, whichever way the block begins', () => {
    fc.assert(
      fc.property(arrivals, rule, (times, one) => {
        expect(fewestPaid(times, one)).toBe(fewestOfAll(times, one));
      }),
      { numRuns: 4_000 },
    );
  });

  it('is counted the same one arrival at a time', () => {
    fc.assert(
      fc.property(arrivals, rule, (times, one) => {
        const counted = times.reduce((state, lastNow) => countArrival({ ...state, lastNow }, one), FRESH_GROUP);
        expect(counted.boundPaid).toBe(fewestPaid(times, one));
      }),
    );
  });

  it('of a provider that blocks with its last acceptance is known by its limit and its block alone', () => {
    const times = [0, 0, 0, 5, 9, 10];
    expect(lowerBound(times, 2, 10)).toBe(fewestPaid(times, { limit: 2, blockMs: 10, blockStarts: 'on_last_accept' }));
    expect(lowerBound(times, 2, 10)).toBe(3);
  });
});
