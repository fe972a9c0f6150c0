export { createMemoryRevocations } from './memory-revocations.ts';
export { openRevocations } from './open-revocations.ts';
export { openRedisRevocations, type RedisRevocationsOptions } from './redis-revocations.ts';
export type { Follower, Following, Revocation, RevocationFeed } from './revocation-feed.ts';
export {
  followRevocations,
  type IssuedCredential,
  type RevokedCredentials,
  type RevokedCredentialsOptions,
} from './revoked-credentials.ts';
export { createUnheardRevocations } from './unheard-revocations.ts';
