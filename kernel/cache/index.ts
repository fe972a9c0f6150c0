export type { Cache } from './cache.ts';
export { createMemoryCache, type MemoryCacheOptions } from './memory-cache.ts';
export { openCache, type CacheOptions } from './open-cache.ts';
export { openRedisCache, type RedisCacheOptions } from './redis-cache.ts';
