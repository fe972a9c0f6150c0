import type { SigningKey } from '../entities/signing-key.entity.ts';

export interface SigningKeyRepository {
  all(): Promise<readonly SigningKey[]>;
  /** All keys; makes the first one where there is none. Replicas that start together agree on it. */
  allOrFirst(create: () => Promise<SigningKey>): Promise<readonly SigningKey[]>;
  add(key: SigningKey): Promise<void>;
  remove(keys: readonly SigningKey[]): Promise<void>;
}
