import type { EntityManager } from '@mikro-orm/postgresql';

import { Chat } from '../entities/chat.entity.ts';
import { Membership } from '../entities/membership.entity.ts';
import type { ChatChange, Revision } from '../entities/revise-chat.ts';

/** Stores a decided change with the chat as it is afterwards, in the transaction that has locked the chat. */
export async function storeRevision(em: EntityManager, { chat, change }: Revision): Promise<void> {
  await storeMember(em, change);
  const { id, name, description, joinPolicy, version, memberCount, updatedAt } = chat;
  await em.nativeUpdate(Chat, { id }, { name, description, joinPolicy, version, memberCount, updatedAt });
}

async function storeMember(em: EntityManager, change: ChatChange): Promise<void> {
  switch (change.kind) {
    case 'describe':
      return;
    case 'add_member':
      await em.insert(change.member);
      return;
    case 'save_member': {
      const { id, role, displayName } = change.member;
      await em.nativeUpdate(Membership, { id }, { role, displayName });
      return;
    }
    case 'remove_member':
      await em.nativeDelete(Membership, { id: change.member.id });
  }
}
