import type { FieldProblem } from '../../../kernel/errors/index.ts';
import type { ChatRole, Membership } from '../entities/membership.entity.ts';

/** There is no such chat for this viewer. */
export interface ChatNotFound {
  readonly kind: 'chat_not_found';
  readonly chatId: string;
}

/** The viewer is in the chat, but not as somebody who may do this. */
export interface RoleTooLow {
  readonly kind: 'role_too_low';
  readonly role: ChatRole;
}

export interface MemberNotFound {
  readonly kind: 'member_not_found';
  readonly chatId: string;
  readonly userId: string;
}

/** The chat would be left to members of whom none owns it. */
export interface LastOwner {
  readonly kind: 'last_owner';
  readonly membership: Membership;
}

export interface ChatFull {
  readonly kind: 'chat_full';
  readonly chatId: string;
}

export interface InvalidMembership {
  readonly kind: 'invalid_membership';
  readonly problems: readonly FieldProblem[];
}
