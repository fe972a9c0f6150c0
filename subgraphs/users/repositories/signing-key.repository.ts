import type { SigningKey } from '../entities/signing-key.entity.ts';

export interface SigningKeyRepository {
  /** All keys, newest first; makes the first one where there is none. Replicas that start together agree on it. */
  allOrFirst(create: () => Promise<SigningKey>): Promise<readonly SigningKey[]>;
}
