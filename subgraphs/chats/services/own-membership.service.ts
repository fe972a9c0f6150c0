import { requireUser } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import { MOST_MEMBERS } from '../entities/chat.entity.ts';
import { wouldBeOwnerless } from '../entities/member-rules.ts';
import { Membership } from '../entities/membership.entity.ts';
import { reviseChat, type Decision } from '../entities/revise-chat.ts';
import type { ChatFull, ChatNotFound, InvalidMembership, LastOwner } from './chat-refusals.ts';
import { mayEnter } from './chat-access.ts';
import type { ChatsDependencies } from './chats.dependencies.ts';
import { chatTextProblems } from './text-rules.ts';

export type JoinChatOutcome =
  | { readonly kind: 'chat_joined'; readonly membership: Membership; readonly alreadyMember: boolean }
  | ChatNotFound
  | ChatFull
  | InvalidMembership;

export type LeaveChatOutcome = { readonly kind: 'chat_left'; readonly chatId: string } | ChatNotFound | LastOwner;

export type SetMyDisplayNameOutcome =
  { readonly kind: 'display_name_set'; readonly membership: Membership } | ChatNotFound | InvalidMembership;

/** What users do about being in chats themselves, and what members see of one another. */
export class OwnMembershipService {
  readonly #deps: ChatsDependencies;

  constructor(deps: ChatsDependencies) {
    this.#deps = deps;
  }

  /**
   * For the signed-in user. A chat that is not open to whoever has its id is as if absent, except to its members. Joining
   * again changes nothing, the display name included.
   * @throws UNAUTHENTICATED
   */
  async join(chatId: string, displayName: string | null): Promise<JoinChatOutcome> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const { newId, now } = this.#deps;
    const problems = chatTextProblems({ displayName });
    const createdAt = now();
    const joined = await this.#deps.chats.change<JoinChatOutcome>(
      { chatId, actorId },
      ({ chat, actor }): Decision<JoinChatOutcome> => {
        if (actor === undefined && chat.joinPolicy !== 'LINK') return { outcome: { kind: 'chat_not_found', chatId } };
        if (problems.length > 0) return { outcome: { kind: 'invalid_membership', problems } };
        if (actor !== undefined) return { outcome: { kind: 'chat_joined', membership: actor, alreadyMember: true } };
        if (chat.memberCount === 0) return { outcome: { kind: 'chat_not_found', chatId } };
        if (chat.memberCount >= MOST_MEMBERS) return { outcome: { kind: 'chat_full', chatId: chat.id } };
        const membership = Membership.begin({
          id: newId(),
          chatId: chat.id,
          userId: actorId,
          role: 'MEMBER',
          displayName,
          createdAt,
        });
        return {
          outcome: { kind: 'chat_joined', membership, alreadyMember: false },
          revision: reviseChat(chat, { kind: 'add_member', member: membership }, createdAt),
        };
      },
    );
    return joined ?? { kind: 'chat_not_found', chatId };
  }

  /** For members; the last owner only where nobody else is left. @throws UNAUTHENTICATED */
  async leave(chatId: string): Promise<LeaveChatOutcome> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const now = this.#deps.now();
    const left = await this.#deps.chats.change<LeaveChatOutcome>(
      { chatId, actorId },
      (locked): Decision<LeaveChatOutcome> => {
        const { chat, actor } = locked;
        if (actor === undefined) return { outcome: { kind: 'chat_not_found', chatId } };
        if (wouldBeOwnerless(locked)) return { outcome: { kind: 'last_owner', membership: actor } };
        return {
          outcome: { kind: 'chat_left', chatId: chat.id },
          revision: reviseChat(chat, { kind: 'remove_member', member: actor }, now),
        };
      },
    );
    return left ?? { kind: 'chat_not_found', chatId };
  }

  /** For members; null goes back to the user's own name. @throws UNAUTHENTICATED */
  async setDisplayName(chatId: string, displayName: string | null): Promise<SetMyDisplayNameOutcome> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const problems = chatTextProblems({ displayName });
    const now = this.#deps.now();
    const set = await this.#deps.chats.change<SetMyDisplayNameOutcome>(
      { chatId, actorId },
      ({ chat, actor }): Decision<SetMyDisplayNameOutcome> => {
        if (actor === undefined) return { outcome: { kind: 'chat_not_found', chatId } };
        if (problems.length > 0) return { outcome: { kind: 'invalid_membership', problems } };
        const membership = actor.with({ displayName: displayName?.trim() ?? null });
        if (membership.displayName === actor.displayName)
          return { outcome: { kind: 'display_name_set', membership: actor } };
        return {
          outcome: { kind: 'display_name_set', membership },
          revision: reviseChat(chat, { kind: 'save_member', member: membership }, now),
        };
      },
    );
    return set ?? { kind: 'chat_not_found', chatId };
  }

  /** The viewer's own membership; null for whoever is not in the chat. */
  async mine(chatId: string): Promise<Membership | null> {
    const { viewer, chats } = this.#deps;
    return viewer.kind === 'user' ? ((await chats.membership(chatId, viewer.id)) ?? null) : null;
  }

  /** How another subgraph asks whether a user is in a chat, and as what; members may, too. */
  async byReference(chatId: string, userId: string): Promise<Membership | null> {
    const [isAllowed, membership] = await Promise.all([
      mayEnter(this.#deps, chatId),
      this.#deps.chats.membership(chatId, userId),
    ]);
    return isAllowed ? (membership ?? null) : null;
  }

  /** @throws FORBIDDEN for whoever is not in the chat. */
  async membersOf(chatId: string, page: PageRequest<TimeKey>): Promise<Page<Membership>> {
    if (!(await mayEnter(this.#deps, chatId))) throw new AppError('FORBIDDEN');
    return await this.#deps.chats.membersOf(chatId, page);
  }
}
