import { loadConfig, type Config } from '../kernel/config/index.ts';
import { runMain } from '../kernel/lifecycle/index.ts';
import { banner } from './banner.ts';
import { createApp, type App } from './create-app.ts';
import { ensureDemoAccounts, type DemoAccounts } from './demo-accounts.ts';

// The gateway library reports usage to its vendor unless told not to.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

runMain('stoa', async ({ lifecycle, logger }) => {
  const config = loadConfig(process.env);
  // The banner is for people; who wants a line for each request asks for it.
  logger.level = process.env['LOG_LEVEL'] ? config.LOG_LEVEL : 'warn';
  const app = await createApp({ config, lifecycle, logger });
  process.stdout.write(`${banner(app, await demoAccounts(config, app))}\n`);
  lifecycle.onStop('notice', () => void process.stdout.write('Stopping; the data stays.\n'));
});

/** Only where nobody else can reach them: accounts with a printed password have no place on a network. */
async function demoAccounts(config: Config, { caller }: App): Promise<DemoAccounts | undefined> {
  const users = caller('users');
  const isEmbedded = config.USERS_DATABASE_URL === undefined && LOOPBACK.has(config.HOST);
  return isEmbedded && users !== undefined ? await ensureDemoAccounts(users, config.STOA_DATA_DIR) : undefined;
}
