import { requireUser, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { Chat } from '../entities/chat.entity.ts';
import { createChat } from '../entities/create-chat.ts';
import type { Membership } from '../entities/membership.entity.ts';
import type { ChatRepository } from '../repositories/chat.repository.ts';

export type CreateChatOutcome =
  | { readonly kind: 'chat_created'; readonly chat: Chat }
  | { readonly kind: 'invalid_chat'; readonly problems: readonly FieldProblem[] };

export interface ChatDependencies {
  readonly viewer: Viewer;
  readonly chats: ChatRepository;
  readonly now: () => Date;
  readonly newId: () => string;
}

const NAME = { min: 1, max: 255 };

/** Chats, as one viewer may use them. To whoever is not in a chat it is as if absent, administrators included. */
export class ChatService {
  readonly #deps: ChatDependencies;

  constructor(deps: ChatDependencies) {
    this.#deps = deps;
  }

  /** For the signed-in user, who becomes the owner. */
  async create(name: string): Promise<CreateChatOutcome> {
    const { id: creatorId } = requireUser(this.#deps.viewer);
    const problems = textProblems('name', name, NAME);
    if (problems.length > 0) return { kind: 'invalid_chat', problems };
    const { chats, newId, now } = this.#deps;
    const created = createChat({ chatId: newId(), membershipId: newId(), creatorId, name, now: now() });
    await chats.add(created);
    return { kind: 'chat_created', chat: created.chat };
  }

  /** @throws UNAUTHENTICATED */
  async byId(id: string): Promise<Chat | null> {
    requireUser(this.#deps.viewer);
    return await this.byReference(id);
  }

  /** For references out of other subgraphs. */
  async byReference(id: string): Promise<Chat | null> {
    const [mayEnter, chat] = await Promise.all([this.#mayEnter(id), this.#deps.chats.byId(id)]);
    return mayEnter ? (chat ?? null) : null;
  }

  /** How another subgraph asks whether a user is in a chat, and as what. */
  async membershipByReference(chatId: string, userId: string): Promise<Membership | null> {
    const [mayEnter, membership] = await Promise.all([
      this.#mayEnter(chatId),
      this.#deps.chats.membership(chatId, userId),
    ]);
    return mayEnter ? (membership ?? null) : null;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for somebody else's chats. */
  async ofUser(userId: string, page: PageRequest<TimeKey>): Promise<Page<Chat>> {
    if (requireUser(this.#deps.viewer).id !== userId) throw new AppError('FORBIDDEN');
    return await this.#deps.chats.ofUser(userId, page);
  }

  /** @throws FORBIDDEN for whoever is not in the chat. */
  async membersOf(chatId: string, page: PageRequest<TimeKey>): Promise<Page<Membership>> {
    if (!(await this.#mayEnter(chatId))) throw new AppError('FORBIDDEN');
    return await this.#deps.chats.membersOf(chatId, page);
  }

  async #mayEnter(chatId: string): Promise<boolean> {
    const { viewer, chats } = this.#deps;
    if (viewer.kind === 'user') return (await chats.membership(chatId, viewer.id)) !== undefined;
    return viewer.kind === 'service';
  }
}
