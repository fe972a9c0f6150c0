import { Chat } from './chat.entity.ts';
import { Membership } from './membership.entity.ts';

export interface NewChat {
  readonly chatId: string;
  readonly membershipId: string;
  readonly creatorId: string;
  readonly name: string;
  readonly now: Date;
}

/** A chat and its first member, as they are stored together: no chat is without an owner. */
export interface CreatedChat {
  readonly chat: Chat;
  readonly owner: Membership;
}

/** Makes a chat that its creator owns. */
export function createChat({ chatId, membershipId, creatorId, name, now }: NewChat): CreatedChat {
  const membership = {
    id: membershipId,
    chatId,
    userId: creatorId,
    role: 'OWNER',
    displayName: null,
    createdAt: now,
  } as const;
  return {
    chat: Object.assign(new Chat(), { id: chatId, name: name.trim(), createdAt: now, updatedAt: now }),
    owner: Object.assign(new Membership(), membership),
  };
}
