export { openRedis, type Redis, type RedisConnection, type RedisOptions, type ScriptCall } from './open-redis.ts';
export { defineScript, type RedisScript } from './redis-script.ts';
export { RedisUnavailable } from './deadline.ts';
