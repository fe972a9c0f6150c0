import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that start a dozen processes each: two such crowds at once are slow for reasons that no test is about. */
const FIRST = '/tests/system/distributed.test.ts';
const LAST = '/tests/talk/exactly-once.test.ts';

class OneCrowdAtATime extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      moduleId.endsWith(FIRST) ? 0 : moduleId.endsWith(LAST) ? 2 : 1;
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', '**/*.long.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // As main.ts does: the gateway library reports usage to its vendor unless told not to.
    env: { APOLLO_TELEMETRY_DISABLED: '1' },
    pool: 'forks',
    // Many tests wait for a process or a clock: two at once also where there are two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: OneCrowdAtATime },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
