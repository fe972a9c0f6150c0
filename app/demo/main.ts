import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadConfig } from '../../kernel/config/index.ts';
import { runMain } from '../../kernel/lifecycle/index.ts';
import { createApp } from '../create-app.ts';
import { runDemo } from './run-demo.ts';

// The gateway library reports usage to its vendor unless told not to.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

/** A free provider small and quick enough to watch it block and open again. */
const SETTINGS = { FREE_LIMIT: '5', FREE_BLOCK_MS: '1500', PORT: '0', OPS_PORT: '0' } as const;
const EVERY_MS = 150;

runMain('demo', async ({ lifecycle, logger }) => {
  logger.level = 'warn';
  const dataDir = await mkdtemp(join(tmpdir(), 'stoa-demo-'));
  lifecycle.onStop('data folder', () => rm(dataDir, { recursive: true, force: true }));
  const config = loadConfig({ ...SETTINGS, STOA_DATA_DIR: dataDir });
  const app = await createApp({ config, lifecycle, logger });
  await runDemo(app, { ...config, everyMs: EVERY_MS }, (text) => process.stdout.write(text));
  process.kill(process.pid, 'SIGTERM');
});
