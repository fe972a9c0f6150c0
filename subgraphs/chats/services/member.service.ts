import { requireUser } from '../../../kernel/auth/index.ts';
import { MOST_MEMBERS } from '../entities/chat.entity.ts';
import { isLastOwner, mayManage, mayRemove, wouldBeOwnerless } from '../entities/member-rules.ts';
import { Membership, type ChatRole } from '../entities/membership.entity.ts';
import { reviseChat, type Decision } from '../entities/revise-chat.ts';
import type {
  ChatFull,
  ChatNotFound,
  InvalidMembership,
  LastOwner,
  MemberNotFound,
  RoleTooLow,
} from './chat-refusals.ts';
import type { ChatsDependencies } from './chats.dependencies.ts';
import { chatTextProblems } from './text-rules.ts';

export type AddMemberOutcome =
  | { readonly kind: 'member_added'; readonly membership: Membership; readonly alreadyMember: boolean }
  | { readonly kind: 'user_cannot_be_added'; readonly userId: string }
  | ChatNotFound
  | RoleTooLow
  | ChatFull
  | InvalidMembership;

export type RemoveMemberOutcome =
  | { readonly kind: 'member_removed'; readonly chatId: string; readonly userId: string }
  | ChatNotFound
  | RoleTooLow
  | MemberNotFound
  | LastOwner;

export type ChangeMemberRoleOutcome =
  | { readonly kind: 'member_role_changed'; readonly membership: Membership }
  | ChatNotFound
  | RoleTooLow
  | MemberNotFound
  | LastOwner;

/** Somebody in a chat, or somebody who may become it. */
export interface MemberTarget {
  readonly chatId: string;
  readonly userId: string;
}

/** What members do with one another, as their roles let them. */
export class MemberService {
  readonly #deps: ChatsDependencies;

  constructor(deps: ChatsDependencies) {
    this.#deps = deps;
  }

  /**
   * For owners and administrators of the chat. Adding a member again changes nothing, the display name included.
   * @throws UNAUTHENTICATED, SUBGRAPH_UNAVAILABLE where it cannot be known whether the user may be added.
   */
  async add(target: MemberTarget, displayName: string | null): Promise<AddMemberOutcome> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const stopped = await this.#beforeAdding(actorId, target, displayName);
    if (stopped !== undefined) return stopped;
    const { chatId, userId } = target;
    const subjectId = await this.#deps.findAddable(actorId, userId);
    if (subjectId === undefined) return { kind: 'user_cannot_be_added', userId };
    const { newId, now } = this.#deps;
    const createdAt = now();
    const added = await this.#deps.chats.change<AddMemberOutcome>(
      { chatId, actorId, subjectId },
      ({ chat, actor, subject, isSubjectDeparted }): Decision<AddMemberOutcome> => {
        if (actor === undefined) return { outcome: { kind: 'chat_not_found', chatId } };
        if (!mayManage(actor.role)) return { outcome: { kind: 'role_too_low', role: actor.role } };
        if (subject !== undefined)
          return { outcome: { kind: 'member_added', membership: subject, alreadyMember: true } };
        if (isSubjectDeparted) return { outcome: { kind: 'user_cannot_be_added', userId } };
        if (chat.memberCount >= MOST_MEMBERS) return { outcome: { kind: 'chat_full', chatId: chat.id } };
        const membership = Membership.begin({
          id: newId(),
          chatId: chat.id,
          userId: subjectId,
          role: 'MEMBER',
          displayName,
          createdAt,
        });
        return {
          outcome: { kind: 'member_added', membership, alreadyMember: false },
          revision: reviseChat(chat, { kind: 'add_member', member: membership }, createdAt),
        };
      },
    );
    return added ?? { kind: 'chat_not_found', chatId };
  }

  /**
   * For owners; administrators of the chat remove those who are neither. Whoever names themselves leaves.
   * @throws UNAUTHENTICATED
   */
  async remove({ chatId, userId }: MemberTarget): Promise<RemoveMemberOutcome> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const now = this.#deps.now();
    const removed = await this.#deps.chats.change<RemoveMemberOutcome>(
      { chatId, actorId, subjectId: userId },
      (locked): Decision<RemoveMemberOutcome> => {
        const { chat, actor, subject } = locked;
        if (actor === undefined) return { outcome: { kind: 'chat_not_found', chatId } };
        if (subject?.id !== actor.id && !mayManage(actor.role))
          return { outcome: { kind: 'role_too_low', role: actor.role } };
        if (subject === undefined) return { outcome: { kind: 'member_not_found', chatId: chat.id, userId } };
        if (subject.id !== actor.id && !mayRemove(actor.role, subject.role))
          return { outcome: { kind: 'role_too_low', role: actor.role } };
        if (wouldBeOwnerless(locked)) return { outcome: { kind: 'last_owner', membership: subject } };
        return {
          outcome: { kind: 'member_removed', chatId: chat.id, userId: subject.userId },
          revision: reviseChat(chat, { kind: 'remove_member', member: subject }, now),
        };
      },
    );
    return removed ?? { kind: 'chat_not_found', chatId };
  }

  /**
   * For owners. An owner may make others owners, and step down where there is another. The role that somebody has
   * already changes nothing.
   * @throws UNAUTHENTICATED
   */
  async changeRole({ chatId, userId }: MemberTarget, role: ChatRole): Promise<ChangeMemberRoleOutcome> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const now = this.#deps.now();
    const changed = await this.#deps.chats.change<ChangeMemberRoleOutcome>(
      { chatId, actorId, subjectId: userId },
      (locked): Decision<ChangeMemberRoleOutcome> => {
        const { chat, actor, subject } = locked;
        if (actor === undefined) return { outcome: { kind: 'chat_not_found', chatId } };
        if (actor.role !== 'OWNER') return { outcome: { kind: 'role_too_low', role: actor.role } };
        if (subject === undefined) return { outcome: { kind: 'member_not_found', chatId: chat.id, userId } };
        if (subject.role === role) return { outcome: { kind: 'member_role_changed', membership: subject } };
        if (isLastOwner(locked)) return { outcome: { kind: 'last_owner', membership: subject } };
        const membership = subject.with({ role });
        return {
          outcome: { kind: 'member_role_changed', membership },
          revision: reviseChat(chat, { kind: 'save_member', member: membership }, now),
        };
      },
    );
    return changed ?? { kind: 'chat_not_found', chatId };
  }

  /** What can be said before anybody else is asked about the user; the change itself decides again. */
  async #beforeAdding(
    actorId: string,
    { chatId, userId }: MemberTarget,
    displayName: string | null,
  ): Promise<AddMemberOutcome | undefined> {
    const { chats } = this.#deps;
    const [actor, member] = await Promise.all([chats.membership(chatId, actorId), chats.membership(chatId, userId)]);
    if (actor === undefined) return { kind: 'chat_not_found', chatId };
    if (!mayManage(actor.role)) return { kind: 'role_too_low', role: actor.role };
    const problems = chatTextProblems({ displayName });
    if (problems.length > 0) return { kind: 'invalid_membership', problems };
    return member === undefined ? undefined : { kind: 'member_added', membership: member, alreadyMember: true };
  }
}
