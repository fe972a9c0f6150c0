import type { ChatService } from '../services/chat.service.ts';
import type { MemberService } from '../services/member.service.ts';
import type { OwnMembershipService } from '../services/own-membership.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface ChatsContext {
  readonly chats: ChatService;
  readonly members: MemberService;
  readonly ownMembership: OwnMembershipService;
}
