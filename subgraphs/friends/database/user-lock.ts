import type { EntityManager } from '@mikro-orm/postgresql';

import type { PairOfActor } from '../repositories/pair.repository.ts';

/** Any number: keys of these locks are hashes of an id that begin with it. */
const SEED = 7_306_102;
const KEY = `hashtextextended(?, ${SEED})`;

/**
 * Until the end of the transaction nobody else acts for the actor, or upon the actor, and nothing ends the other user's
 * account; yet many may act upon one other user at once. Of two that act upon each other one waits for the other. All
 * take their locks in the same order, so that none wait in a circle.
 */
export async function lockActor(em: EntityManager, { actorId, otherId }: PairOfActor): Promise<void> {
  const alone = `pg_advisory_xact_lock(${KEY})`;
  const together = `pg_advisory_xact_lock_shared(${KEY})`;
  const [locks, ids] =
    actorId < otherId ? [`${alone}, ${together}`, [actorId, otherId]] : [`${together}, ${alone}`, [otherId, actorId]];
  await em.execute(`select ${locks}`, ids);
}

export async function lockUser(em: EntityManager, userId: string): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(${KEY})`, [userId]);
}
