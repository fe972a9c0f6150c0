import type { EntityManager } from '@mikro-orm/postgresql';

import { toUuidArray } from '../../../kernel/database/index.ts';
import { Membership } from '../entities/membership.entity.ts';

export interface MembershipKey {
  readonly chatId: string;
  readonly userId: string;
}

/** One statement, however many there are. Ids of any text are answered. */
export async function findMemberships(
  em: EntityManager,
  keys: readonly MembershipKey[],
): Promise<readonly (Membership | undefined)[]> {
  const rows = await em.execute<object[]>(
    'select membership.* from membership join unnest(?::uuid[], ?::uuid[]) as asked (chat_id, user_id) using (chat_id, user_id)',
    [toUuidArray(keys.map(({ chatId }) => chatId)), toUuidArray(keys.map(({ userId }) => userId))],
  );
  const found = new Map(
    rows.map((row) => em.map(Membership, row)).map((membership) => [nameOf(membership), membership]),
  );
  return keys.map((key) => found.get(nameOf(key)));
}

function nameOf({ chatId, userId }: MembershipKey): string {
  return `${chatId} ${userId}`.toLowerCase();
}
