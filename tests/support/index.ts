export { freePort } from '../../app/stores/free-port.ts';
export { freshDatabase } from './fresh-database.ts';
export { startOwnerProcess, type OwnerProcess } from './owner-process.ts';
export { describeRedis, redisAvailable, REDIS_SKIPPED } from './redis-available.ts';
export { startRedis, type TestRedis } from './start-redis.ts';
export { temporaryFolder } from './temporary-folder.ts';
