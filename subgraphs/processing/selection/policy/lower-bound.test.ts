import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FRESH_GROUP } from './group-state.ts';
import { countArrival, lowerBound } from './lower-bound.ts';

/** The fewest paid calls of all schedules, by trying both choices at every arrival. */
function fewestOfAll(arrivals: readonly number[], limit: number, blockMs: number): number {
  const from = (index: number, count: number, blockedUntil: number): number => {
    const arrival = arrivals[index];
    if (arrival === undefined) return 0;
    const paying = 1 + from(index + 1, count, blockedUntil);
    if (limit === 0 || arrival < blockedUntil) return paying;
    const isLast = count + 1 === limit;
    return Math.min(paying, from(index + 1, isLast ? 0 : count + 1, isLast ? arrival + blockMs : blockedUntil));
  };
  return from(0, 0, -Infinity);
}

const arrivals = fc.array(fc.nat(40), { maxLength: 12 }).map((times) => times.sort((a, b) => a - b));

describe('lowerBound', () => {
  it('is what the best of all schedules pays', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(4), fc.nat(15), (times, limit, blockMs) => {
        expect(lowerBound(times, limit, blockMs)).toBe(fewestOfAll(times, limit, blockMs));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is counted the same one arrival at a time', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(4), fc.nat(15), (times, limit, blockMs) => {
        const window = { limit, blockMs, arrivalMs: 0, probeMs: 0, driftPpm: 0 };
        const counted = times.reduce((state, lastNow) => countArrival({ ...state, lastNow }, window), FRESH_GROUP);
        expect(counted.boundPaid).toBe(lowerBound(times, limit, blockMs));
      }),
    );
  });
});
