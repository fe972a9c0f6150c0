import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { isUuid } from '../../../kernel/database/index.ts';
import { PRESENCE_LOCK, refuseDeparted } from '../../../kernel/follow/index.ts';
import { Chat } from '../entities/chat.entity.ts';
import { Membership } from '../entities/membership.entity.ts';
import type { LockedChat } from '../entities/revise-chat.ts';
import type { ChangeRequest } from '../repositories/chat.repository.ts';

interface FoundMembers {
  readonly members: readonly Record<string, unknown>[] | null;
  readonly owner_count: number;
  readonly member_count: number;
  readonly is_subject_departed: boolean;
}

/**
 * Until the end of the transaction nobody else changes the chat or its members, and no account of the two departs.
 * @returns undefined where there is no such chat. @throws UNAUTHENTICATED where the actor's account is gone.
 */
export async function lockChat(
  em: EntityManager,
  { chatId, actorId, subjectId = actorId }: ChangeRequest,
): Promise<LockedChat | undefined> {
  if (!isUuid(chatId)) return undefined;
  await lockPresence(em, [actorId, subjectId]);
  await refuseDeparted(em, actorId);
  const stored = await em.findOne(Chat, { id: chatId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (stored === null) return undefined;
  const [found] = await em.execute<FoundMembers[]>(
    `select
       (select jsonb_agg(to_jsonb(m)) from membership as m where chat_id = of.chat and user_id in (of.actor, of.subject)) as members,
       (select count(*)::int from membership where chat_id = of.chat and role = 'OWNER') as owner_count,
       (select count(*)::int from membership where chat_id = of.chat) as member_count,
       exists (select from departed_user where user_id = of.subject) as is_subject_departed
     from (select ?::uuid as chat, ?::uuid as actor, ?::uuid as subject) as of`,
    [stored.id, actorId, isUuid(subjectId) ? subjectId : null],
  );
  const members = (found?.members ?? []).map((row) => em.map(Membership, row));
  const memberOf = (userId: string) => members.find((member) => member.userId === userId.toLowerCase());
  return {
    chat: Object.assign(new Chat(), stored, { memberCount: found?.member_count ?? 0 }),
    actor: memberOf(actorId),
    subject: memberOf(subjectId),
    isSubjectDeparted: found?.is_subject_departed ?? false,
    ownerCount: found?.owner_count ?? 0,
  };
}

/** In one order for all, so that none wait in a circle where somebody's departure waits between them. */
async function lockPresence(em: EntityManager, userIds: readonly string[]): Promise<void> {
  const ordered = [...new Set(userIds.filter(isUuid).map((id) => id.toLowerCase()))].sort();
  await em.execute(`select ${ordered.map(() => PRESENCE_LOCK).join(', ')}`, ordered);
}
