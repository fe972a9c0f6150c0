import { requireUser } from '../../../kernel/auth/index.ts';
import type { TypingBoard } from '../repositories/typing.repository.ts';
import type { MessagesDependencies } from './messages.dependencies.ts';

export interface SetTypingRequest {
  readonly chatId: string;
  readonly isTyping: boolean;
}

export type SetTypingOutcome =
  | { readonly kind: 'typing_set'; readonly chatId: string; readonly isTyping: boolean }
  | { readonly kind: 'chat_not_found'; readonly chatId: string };

export interface TypingDependencies extends Pick<MessagesDependencies, 'viewer' | 'membershipOf'> {
  readonly typing: Omit<TypingBoard, 'close'>;
  /** Tells whoever follows a chat that others type there now; `until` is when that ends by itself. It may be lost. */
  readonly tellTyping: (chatId: string, until: number) => void;
}

/** Who types at this moment, as one viewer may know it: in the chats that the viewer is in. */
export class TypingService {
  readonly #deps: TypingDependencies;

  constructor(deps: TypingDependencies) {
    this.#deps = deps;
  }

  /** For members. To be said again every few seconds while it is so. */
  async set({ chatId, isTyping }: SetTypingRequest): Promise<SetTypingOutcome> {
    const { id: userId } = requireUser(this.#deps.viewer);
    const membership = await this.#deps.membershipOf(userId, chatId);
    if (membership === undefined) return { kind: 'chat_not_found', chatId };
    const until = await this.#deps.typing.note({ chatId: membership.chatId, userId, isTyping });
    if (until !== undefined) this.#deps.tellTyping(membership.chatId, until);
    return { kind: 'typing_set', chatId: membership.chatId, isTyping };
  }

  /** The ids of those who type, without the viewer; null for a chat that the viewer is not in. @throws UNAUTHENTICATED */
  async of(chatId: string): Promise<readonly string[] | null> {
    const { id: userId } = requireUser(this.#deps.viewer);
    const membership = await this.#deps.membershipOf(userId, chatId);
    if (membership === undefined) return null;
    return (await this.#deps.typing.of(membership.chatId)).filter((id) => id !== userId);
  }
}
