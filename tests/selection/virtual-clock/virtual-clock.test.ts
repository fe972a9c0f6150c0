import { afterAll, describe, it } from 'vitest';

import { MemoryQuota } from '../../../subgraphs/processing/selection/memory/memory-quota.ts';
import { figures, judgeScenario, type OpenWatched } from './judge-scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const REQUESTS = 20_000;

const open: OpenWatched = (policy, now) => {
  const quota = new MemoryQuota({ policy, zone: 'UTC', now });
  return { quota, recordOf: (userId, key) => Promise.resolve(quota.snapshot(userId, key).record) };
};

const lines: string[] = [];
afterAll(() => console.log(lines.join('\n')));

describe.each([1, 2, 3])(
  `${REQUESTS} bursty requests of seed %i on a virtual clock keep within their bounds:`,
  (seed) => {
    it.each(SCENARIOS)('$name', async (scenario) => {
      lines.push(`${scenario.name}: ${figures(await judgeScenario(scenario, { open, seed, requests: REQUESTS }))}`);
    });
  },
);
