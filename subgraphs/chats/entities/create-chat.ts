import { Chat, type JoinPolicy } from './chat.entity.ts';
import { Membership } from './membership.entity.ts';

export interface NewChat {
  readonly chatId: string;
  readonly membershipId: string;
  readonly creatorId: string;
  readonly name: string;
  readonly description: string;
  readonly joinPolicy: JoinPolicy;
  /** How the creator is called in this chat. */
  readonly displayName: string | null;
  readonly now: Date;
}

/** A chat and its first member, as they are stored together: no chat is without an owner. */
export interface CreatedChat {
  readonly chat: Chat;
  readonly owner: Membership;
}

/** Makes a chat that its creator owns. */
export function createChat(newChat: NewChat): CreatedChat {
  const { chatId, membershipId, creatorId, name, description, joinPolicy, displayName, now } = newChat;
  const chat = {
    id: chatId,
    name: name.trim(),
    description,
    joinPolicy,
    version: 1,
    memberCount: 1,
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
  };
  return {
    chat: Object.assign(new Chat(), chat),
    owner: Membership.begin({
      id: membershipId,
      chatId,
      userId: creatorId,
      role: 'OWNER',
      displayName,
      createdAt: now,
    }),
  };
}
