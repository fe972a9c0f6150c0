import { defineConfig } from 'vitest/config';

import base from './vitest.config.ts';

/** What takes minutes: one file after the other, so that nothing disturbs its clocks, with figures as they come. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['**/*.long.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    fileParallelism: false,
    disableConsoleIntercept: true,
    reporters: ['verbose'],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
  },
});
