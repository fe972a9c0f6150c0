import type { ChatRole } from './membership.entity.ts';
import type { LockedChat } from './revise-chat.ts';

/** Whether a role may change the chat, and add members to it. */
export function mayManage(role: ChatRole): boolean {
  return role === 'OWNER' || role === 'ADMIN';
}

/** Whether a role may take a member of another role out of the chat. */
export function mayRemove(role: ChatRole, other: ChatRole): boolean {
  return role === 'OWNER' || (role === 'ADMIN' && other === 'MEMBER');
}

/** Whether the subject is the only one who owns the chat. */
export function isLastOwner({ subject, ownerCount }: LockedChat): boolean {
  return subject?.role === 'OWNER' && ownerCount === 1;
}

/** Whether the chat would be left to members of whom none owns it. */
export function wouldBeOwnerless(locked: LockedChat): boolean {
  return isLastOwner(locked) && locked.chat.memberCount > 1;
}
