import { join } from 'node:path';

import { Registry } from 'prom-client';

import { loadConfig, settingOf } from '../../kernel/config/index.ts';
import { runMain } from '../../kernel/lifecycle/index.ts';
import { openSubgraphs } from '../open-subgraphs.ts';
import { keptPassword } from '../stores/index.ts';
import { actorsOf } from './actor.ts';
import { seedWorld } from './seed-world.ts';

const DAY_MS = 86_400_000;
const TALK_DAYS = 40;

runMain('seed', async ({ lifecycle, logger }) => {
  const given = loadConfig(process.env, ({ STOA_APPS = [], USERS_DATABASE_URL }) =>
    USERS_DATABASE_URL === undefined
      ? {}
      : {
          STOA_SIGNING_KEY: 'opening the keys that sign tokens',
          ...Object.fromEntries(STOA_APPS.map((name) => [settingOf(name, 'DATABASE_URL'), `filling ${name}`])),
        },
  );
  logger.level = 'warn';
  let clock = new Date();
  const { config, caller } = await openSubgraphs({
    config: given,
    lifecycle,
    logger,
    metrics: new Registry(),
    joins: true,
    now: () => clock,
  });
  const password = keptPassword(join(config.STOA_DATA_DIR, 'demo-password'));
  const report = await seedWorld({
    act: actorsOf(caller),
    apps: config.STOA_APPS,
    password,
    talkDays: TALK_DAYS,
    goTo(daysAgo, hour) {
      const day = new Date(Date.now() - daysAgo * DAY_MS);
      clock = new Date(Math.min(Date.now(), day.setUTCHours(hour, 0, 0, 0)));
    },
  });
  const parts = Object.entries(report).map(([what, count]) => `${count} ${what}`);
  process.stdout.write(`There are ${parts.join(', ')}.\n`);
  process.stdout.write(
    `hypatia@example.com administers, epicurus@example.com runs the kitchen; all sign in with ${password}\n`,
  );
  process.kill(process.pid, 'SIGTERM');
});
