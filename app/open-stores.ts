import { join } from 'node:path';

import { settingOf, type Config, type SubgraphName } from '../kernel/config/index.ts';
import type { Lifecycle } from '../kernel/lifecycle/index.ts';
import { keptPassword, openEmbeddedPostgres, openPrivateRedis } from './stores/index.ts';

/** What the one process stands on, and where it came from. */
export interface Stores {
  readonly databaseUrl: (name: SubgraphName) => string;
  readonly redisUrl: string | undefined;
  readonly signingKey: string;
  /** In words for the banner. */
  readonly postgres: string;
  readonly redis: string;
}

export interface StoreOptions {
  readonly config: Config;
  readonly lifecycle: Lifecycle;
  /** Where a running Stoa has the data folder: use its stores, instead of refusing to start. */
  readonly joins?: boolean;
}

/** Opens what the settings do not name: PostgreSQL, Redis if there is one to start, and a signing key, all kept in the data folder. */
export async function openStores(options: StoreOptions): Promise<Stores> {
  const { config } = options;
  const dataDir = config.STOA_DATA_DIR;
  const [postgres, redis] = await Promise.all([openPostgres(options), openRedis(options)]);
  const signingKey = config.STOA_SIGNING_KEY ?? keptPassword(join(dataDir, 'signing-key'));
  return { ...postgres, ...redis, signingKey };
}

async function openPostgres({
  config,
  lifecycle,
  joins = false,
}: StoreOptions): Promise<Pick<Stores, 'databaseUrl' | 'postgres'>> {
  const given = (name: SubgraphName): string | undefined => config[settingOf(name, 'DATABASE_URL')];
  const missing = config.STOA_APPS.filter((name) => given(name) === undefined);
  if (missing.length === 0) return { databaseUrl: (name) => given(name) ?? '', postgres: 'as configured' };
  const server = await openEmbeddedPostgres({ dataDir: config.STOA_DATA_DIR, joins });
  lifecycle.onStop('PostgreSQL', () => server.close());
  for (const name of missing) await server.createDatabase(name);
  return {
    databaseUrl: (name) => given(name) ?? server.url(name),
    postgres: `embedded, in ${config.STOA_DATA_DIR}/postgres`,
  };
}

async function openRedis({
  config,
  lifecycle,
  joins = false,
}: StoreOptions): Promise<Pick<Stores, 'redisUrl' | 'redis'>> {
  if (config.REDIS_URL !== undefined) return { redisUrl: config.REDIS_URL, redis: 'as configured' };
  const server = await openPrivateRedis({ dataDir: config.STOA_DATA_DIR, joins });
  if (server === undefined)
    return { redisUrl: undefined, redis: 'none on the PATH: the quota is kept in this process, one only' };
  lifecycle.onStop('Redis', () => server.close());
  return { redisUrl: server.url, redis: `private, in ${config.STOA_DATA_DIR}/redis` };
}
