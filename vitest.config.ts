import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

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
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
