export { openEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.ts';
export { freePort } from './free-port.ts';
export { isRedisInstalled, openPrivateRedis, type PrivateRedis, type PrivateRedisOptions } from './private-redis.ts';
export { keepValue, keptPassword, keptValue } from './kept-value.ts';
