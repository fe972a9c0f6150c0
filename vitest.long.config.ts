import { defineConfig } from 'vitest/config';

/** What takes minutes: one file after the other, so that nothing disturbs its clocks, with its figures as they come. */
export default defineConfig({
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['**/*.long.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    env: { APOLLO_TELEMETRY_DISABLED: '1' },
    pool: 'forks',
    fileParallelism: false,
    disableConsoleIntercept: true,
    reporters: ['verbose'],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
  },
});
