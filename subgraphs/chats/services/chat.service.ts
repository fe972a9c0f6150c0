import { requireService, requireUser } from '../../../kernel/auth/index.ts';
import { AppError, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { Chat, JoinPolicy } from '../entities/chat.entity.ts';
import { createChat } from '../entities/create-chat.ts';
import { mayManage } from '../entities/member-rules.ts';
import { reviseChat, type ChatChange, type Decision } from '../entities/revise-chat.ts';
import type { ActivityKey } from '../repositories/chat.repository.ts';
import type { ChatNotFound, RoleTooLow } from './chat-refusals.ts';
import { mayEnter } from './chat-access.ts';
import type { ChatsDependencies } from './chats.dependencies.ts';
import { chatTextProblems } from './text-rules.ts';

type InvalidChat = { readonly kind: 'invalid_chat'; readonly problems: readonly FieldProblem[] };

export type CreateChatOutcome = { readonly kind: 'chat_created'; readonly chat: Chat } | InvalidChat;

export type UpdateChatOutcome =
  { readonly kind: 'chat_updated'; readonly chat: Chat } | InvalidChat | ChatNotFound | RoleTooLow;

export interface CreateChatRequest {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly joinPolicy?: JoinPolicy | null | undefined;
  readonly displayName?: string | null | undefined;
}

/** What is absent stays as it is. */
export interface UpdateChatRequest {
  readonly chatId: string;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly joinPolicy?: JoinPolicy | null | undefined;
}

/** Chats, as one viewer may use them. To whoever is not in a chat it is as if absent, administrators included. */
export class ChatService {
  readonly #deps: ChatsDependencies;

  constructor(deps: ChatsDependencies) {
    this.#deps = deps;
  }

  /** For the signed-in user, who becomes the owner. @throws UNAUTHENTICATED */
  async create(request: CreateChatRequest): Promise<CreateChatOutcome> {
    const { id: creatorId } = requireUser(this.#deps.viewer);
    const problems = chatTextProblems(request);
    if (problems.length > 0) return { kind: 'invalid_chat', problems };
    const { chats, newId, now } = this.#deps;
    const { name, description, joinPolicy, displayName } = request;
    const created = createChat({
      chatId: newId(),
      membershipId: newId(),
      creatorId,
      name,
      description: description ?? '',
      joinPolicy: joinPolicy ?? 'INVITE',
      displayName: displayName ?? null,
      now: now(),
    });
    await chats.add(created);
    return { kind: 'chat_created', chat: created.chat };
  }

  /** For owners and administrators of the chat. What is told again as it is changes nothing. @throws UNAUTHENTICATED */
  async update(request: UpdateChatRequest): Promise<UpdateChatOutcome> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const { chatId } = request;
    const problems = chatTextProblems(request);
    const now = this.#deps.now();
    const updated = await this.#deps.chats.change<UpdateChatOutcome>(
      { chatId, actorId },
      ({ chat, actor }): Decision<UpdateChatOutcome> => {
        if (actor === undefined) return { outcome: { kind: 'chat_not_found', chatId } };
        if (!mayManage(actor.role)) return { outcome: { kind: 'role_too_low', role: actor.role } };
        if (problems.length > 0) return { outcome: { kind: 'invalid_chat', problems } };
        const change = describe(chat, request);
        if (change === undefined) return { outcome: { kind: 'chat_updated', chat } };
        const revision = reviseChat(chat, change, now);
        return { outcome: { kind: 'chat_updated', chat: revision.chat }, revision };
      },
    );
    return updated ?? { kind: 'chat_not_found', chatId };
  }

  /** @throws UNAUTHENTICATED */
  async byId(id: string): Promise<Chat | null> {
    requireUser(this.#deps.viewer);
    return await this.byReference(id);
  }

  /** For references out of other subgraphs. */
  async byReference(id: string): Promise<Chat | null> {
    const [isAllowed, chat] = await Promise.all([mayEnter(this.#deps, id), this.#deps.chats.byId(id)]);
    return isAllowed ? (chat ?? null) : null;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for somebody else's chats. */
  async ofUser(userId: string, page: PageRequest<ActivityKey>): Promise<Page<Chat>> {
    if (requireUser(this.#deps.viewer).id !== userId.toLowerCase()) throw new AppError('FORBIDDEN');
    return await this.#deps.chats.ofUser(userId, page);
  }

  /** For other subgraphs: all chats that a user is in, 10,000 at most. @throws UNAUTHENTICATED, FORBIDDEN */
  async scopeOf(userId: string): Promise<{ readonly userId: string; readonly chatIds: readonly string[] }> {
    requireService(this.#deps.viewer);
    return { userId, chatIds: await this.#deps.chats.chatIdsOf(userId) };
  }
}

/** Undefined where nothing would be another. */
function describe(chat: Chat, { name, description, joinPolicy }: UpdateChatRequest): ChatChange | undefined {
  const columns = {
    name: name?.trim() ?? chat.name,
    description: description ?? chat.description,
    joinPolicy: joinPolicy ?? chat.joinPolicy,
  };
  const isSame =
    columns.name === chat.name && columns.description === chat.description && columns.joinPolicy === chat.joinPolicy;
  return isSame ? undefined : { kind: 'describe', columns };
}
