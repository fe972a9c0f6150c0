import { describe, expect, it } from 'vitest';

import { lowerBound } from './lower-bound.ts';
import { burstyArrivals, seeded, simulate, type Traffic } from './simulate.suite.ts';
import { DEFAULT_POLICY, type FreeWindow } from './policy.ts';

const REQUESTS = 20_000;
const SEEDS = [1, 2, 3];
const WINDOW: FreeWindow = {
  ...DEFAULT_POLICY.free,
  limit: 50,
  blockMs: 10_000,
  arrivalMs: 600,
  probeMs: 600,
  driftPpm: 0,
};

function play(seed: number, traffic: Partial<Traffic>, window: Partial<FreeWindow> = {}) {
  const random = seeded(seed);
  const arrivals = burstyArrivals(REQUESTS, random);
  const free = { ...WINDOW, ...window };
  const tally = simulate({ arrivals, latencyMs: 0, random, ...traffic }, free);
  return { ...tally, arrivals, least: lowerBound(arrivals, free.limit, free.blockMs) };
}

describe.each(SEEDS)('on a virtual clock, 20,000 bursty requests of seed %i', (seed) => {
  it.each([1, 50, 1_000])('without latency pay the fewest calls possible, to the call, at a limit of %i', (limit) => {
    const { paid, least, refused } = play(seed, {}, { limit });
    expect({ paid, refused }).toEqual({ paid: least, refused: 0 });
    expect(least).toBeGreaterThan(0);
  });

  it('with up to 240 ms each way are never refused, and pay 0.5 % more at most', () => {
    const { paid, least, refused, arrivals } = play(seed, { latencyMs: 240 });
    expect(refused).toBe(0);
    expect(paid).toBeGreaterThanOrEqual(least);
    expect(paid).toBeLessThanOrEqual(least * 1.005);
    expect(paid).toBeLessThanOrEqual(lowerBound(arrivals, WINDOW.limit, WINDOW.blockMs + WINDOW.arrivalMs));
  });

  it('are never refused when some calls could not be sent and are given back', () => {
    const { refused } = play(seed, { latencyMs: 100, fault: 'not_sent', faultOneIn: 50 });
    expect(refused).toBe(0);
  });

  it.each(['crash_before_send', 'crash_after_send'] as const)(
    'are refused at most once for a batch with an unknown outcome (%s), and free calls go on',
    (fault) => {
      const { refused, uncertainBatches, arrivals, lastFreeAt, paid, least } = play(seed, {
        latencyMs: 100,
        fault,
        faultOneIn: 100,
      });
      expect(uncertainBatches).toBeGreaterThan(5);
      expect(refused).toBeLessThanOrEqual(uncertainBatches);
      expect((arrivals.at(-1) ?? 0) - lastFreeAt).toBeLessThan(30_000);
      expect(paid).toBeLessThan(least * 1.05);
    },
  );
});
