import type { EntityManager } from '@mikro-orm/postgresql';

import { SigningKey } from '../entities/signing-key.entity.ts';
import type { SigningKeyRepository } from '../repositories/signing-key.repository.ts';

export class SqlSigningKeyRepository implements SigningKeyRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async allOrFirst(create: () => Promise<SigningKey>): Promise<readonly SigningKey[]> {
    return await this.#em.transactional(async (em) => {
      await em.execute('lock table signing_key in exclusive mode');
      const keys = await em.find(SigningKey, {}, { orderBy: { createdAt: 'desc' } });
      if (keys.length > 0) return keys;
      const first = await create();
      em.persist(first);
      return [first];
    });
  }
}
