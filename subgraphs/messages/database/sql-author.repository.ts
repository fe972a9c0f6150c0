import type { EntityManager } from '@mikro-orm/postgresql';

import { rememberDeparted } from '../../../kernel/follow/index.ts';
import type { AuthorRepository } from '../repositories/author.repository.ts';

export class SqlAuthorRepository implements AuthorRepository {
  readonly #em: EntityManager;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  async forget(userId: string): Promise<void> {
    await this.#em.transactional(async (em) => {
      await rememberDeparted(em, userId);
      await em.execute('update message set author_id = null where author_id = ?', [userId]);
    });
  }
}
