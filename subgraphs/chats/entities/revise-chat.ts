import { Chat } from './chat.entity.ts';
import type { Membership } from './membership.entity.ts';

/** A chat while nobody else changes it or its members. */
export interface LockedChat {
  readonly chat: Chat;
  /** Who acts; undefined where they are not in the chat. */
  readonly actor: Membership | undefined;
  /** Whom it is about; undefined where they are not in the chat. */
  readonly subject: Membership | undefined;
  readonly isSubjectDeparted: boolean;
  readonly ownerCount: number;
}

/** One change of a chat or of one of its members. */
export type ChatChange =
  | { readonly kind: 'describe'; readonly columns: Partial<Pick<Chat, 'name' | 'description' | 'joinPolicy'>> }
  | { readonly kind: 'add_member'; readonly member: Membership }
  | { readonly kind: 'save_member'; readonly member: Membership }
  | { readonly kind: 'remove_member'; readonly member: Membership };

/** A change, and the chat as it is afterwards. */
export interface Revision {
  readonly chat: Chat;
  readonly change: ChatChange;
}

/** What an operation answers, and what it changes; both or neither come about. */
export interface Decision<Outcome> {
  readonly outcome: Outcome;
  readonly revision?: Revision;
}

const COUNTED: Readonly<Record<ChatChange['kind'], number>> = {
  describe: 0,
  add_member: 1,
  save_member: 0,
  remove_member: -1,
};

export function reviseChat(chat: Chat, change: ChatChange, now: Date): Revision {
  const { version, memberCount } = chat;
  const columns = change.kind === 'describe' ? change.columns : {};
  const counted = { version: version + 1, memberCount: memberCount + COUNTED[change.kind], updatedAt: now };
  return { chat: Object.assign(new Chat(), chat, columns, counted), change };
}
