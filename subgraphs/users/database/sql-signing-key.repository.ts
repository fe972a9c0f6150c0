import type { EntityManager } from '@mikro-orm/postgresql';

import { SigningKey } from '../entities/signing-key.entity.ts';
import type { SigningKeyRepository } from '../repositories/signing-key.repository.ts';

export class SqlSigningKeyRepository implements SigningKeyRepository {
  readonly #fork: () => EntityManager;

  /** `fork` gives a fresh unit of work for each call. */
  constructor(fork: () => EntityManager) {
    this.#fork = fork;
  }

  async all(): Promise<readonly SigningKey[]> {
    return await this.#fork().find(SigningKey, {});
  }

  async allOrFirst(create: () => Promise<SigningKey>): Promise<readonly SigningKey[]> {
    return await this.#fork().transactional(async (em) => {
      await em.execute('lock table signing_key in exclusive mode');
      const keys = await em.find(SigningKey, {});
      if (keys.length > 0) return keys;
      const first = await create();
      em.persist(first);
      return [first];
    });
  }

  async add(key: SigningKey): Promise<void> {
    await this.#fork().persist(key).flush();
  }

  async remove(keys: readonly SigningKey[]): Promise<void> {
    if (keys.length > 0) await this.#fork().nativeDelete(SigningKey, { kid: { $in: keys.map(({ kid }) => kid) } });
  }
}
