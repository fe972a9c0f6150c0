import { expect } from 'vitest';

import { DEFAULT_POLICY, type SelectionPolicy } from '../../../subgraphs/processing/selection/index.ts';
import { CALL_TIMEOUT_MS, playScenario, type ScenarioTally, type WatchedQuota } from './play-scenario.ts';
import type { Scenario } from './scenarios.ts';
import { VirtualTime } from './virtual-time.ts';

const ARRIVAL_MS = 600;
const PROBE_MS = 600;

/** Opens a quota that reads the given clock. */
export type OpenWatched = (policy: SelectionPolicy, now: () => number) => WatchedQuota;

/** Plays a scenario and holds it to its bounds. @returns its figures. */
export async function judgeScenario(
  scenario: Scenario,
  { open, seed, requests }: { readonly open: OpenWatched; readonly seed: number; readonly requests: number },
): Promise<ScenarioTally> {
  const { limit, blockMs, blockStarts = 'on_last_accept' } = scenario.script;
  const policy: SelectionPolicy = {
    ...DEFAULT_POLICY,
    allowancePerDay: 0,
    callTimeoutMs: CALL_TIMEOUT_MS,
    free: {
      ...DEFAULT_POLICY.free,
      limit,
      blockMs,
      blockStarts,
      arrivalMs: ARRIVAL_MS,
      probeMs: PROBE_MS,
      driftPpm: 0,
    },
  };
  const time = new VirtualTime();
  const watched = open(policy, () => time.nowMs);
  const tally = await playScenario(scenario, { time, watched, seed, requests, arrivalMs: ARRIVAL_MS });

  // One refusal for a batch with an unknown outcome, one for each slot that somebody else took, and one for a block
  // that does not begin without it.
  const sacrificed = blockStarts === 'on_first_refusal' ? tally.blocks : 0;
  expect(tally.refused, figures(tally)).toBeLessThanOrEqual(tally.uncertainBatches + tally.outsiders + sacrificed);
  expect(tally.least).toBeGreaterThan(0);
  const ownPaid = tally.paid - tally.paidForMishaps;
  expect(ownPaid, figures(tally)).toBeLessThanOrEqual(tally.least * (1 + scenario.mostExcess));
  if (scenario.mishaps === undefined && tally.outsiders === 0) {
    expect(tally.paid).toBeGreaterThanOrEqual(tally.least);
    expect(tally.paid).toBeLessThanOrEqual(tally.leastWithArrival);
  }
  const roundTripMs = 2 * scenario.latencyMs;
  const recoveryMs = blockMs + ARRIVAL_MS + (tally.mostUnknown + 1) * (PROBE_MS + roundTripMs);
  expect(tally.longestWithoutFreeMs, figures(tally)).toBeLessThanOrEqual(recoveryMs + tally.longestGapMs);
  return tally;
}

/** The figures in one line. */
export function figures({ requests, free, paid, refused, least, paidForMishaps, ...rest }: ScenarioTally): string {
  const excess = ((paid - paidForMishaps - least) / least) * 100;
  return (
    `${requests} requests: ${free} free, ${refused} refused (${rest.uncertainBatches} uncertain batches, ` +
    `${rest.blocks} blocks, ${rest.outsiders} uses by others), ${paid} paid (least ${least}, ${paidForMishaps} for mishaps, ` +
    `${excess >= 0 ? '+' : ''}${excess.toFixed(2)} %)`
  );
}
