import { requireUser } from '../../../kernel/auth/index.ts';
import type { FieldProblem } from '../../../kernel/errors/index.ts';
import type { Message } from '../entities/message.entity.ts';
import type { MessageRepository, StoredMessage } from '../repositories/message.repository.ts';
import type { Announcements } from './announcements.ts';
import { clientMessageIdProblems, messageTextProblems } from './message-rules.ts';
import { mayReadChat, type MessagesDependencies } from './messages.dependencies.ts';

export interface SendMessageRequest {
  readonly chatId: string;
  readonly text: string;
  readonly clientMessageId: string;
  /** The viewer's own membership of the chat, for clients that act as one. */
  readonly membershipId?: string | null;
}

export type SendMessageOutcome =
  | ({ readonly kind: 'message_sent' } & StoredMessage)
  | { readonly kind: 'chat_not_found'; readonly chatId: string }
  | { readonly kind: 'invalid_message'; readonly problems: readonly FieldProblem[] };

export interface MessageDependencies extends MessagesDependencies {
  readonly messages: MessageRepository;
  readonly announcements: Announcements;
}

/** Messages, as one viewer may send and find them: those of the chats that the viewer is in. */
export class MessageService {
  readonly #deps: MessageDependencies;

  constructor(deps: MessageDependencies) {
    this.#deps = deps;
  }

  /** For members. Safe to repeat for ever: the first message under a client id is the answer. */
  async send({ chatId, text, clientMessageId, membershipId }: SendMessageRequest): Promise<SendMessageOutcome> {
    const { id: authorId } = requireUser(this.#deps.viewer);
    const membership = await this.#deps.membershipOf(authorId, chatId);
    const isMember =
      membership !== undefined && isSameId(membershipId ?? membership.membershipId, membership.membershipId);
    if (!isMember) return { kind: 'chat_not_found', chatId };
    const problems = [...messageTextProblems(text), ...clientMessageIdProblems(clientMessageId)];
    if (problems.length > 0) return { kind: 'invalid_message', problems };
    const stored = await this.#deps.messages.send({
      id: this.#deps.newId(),
      chatId: membership.chatId,
      authorId,
      clientMessageId,
      text,
      createdAt: this.#deps.now(),
    });
    if (!stored.repeated) this.#deps.announcements.sent(stored.message);
    return { kind: 'message_sent', ...stored };
  }

  /** Null where there is none that the viewer may see. */
  async find(id: string): Promise<Message | null> {
    requireUser(this.#deps.viewer);
    return await this.byReference(id);
  }

  /** For references out of other subgraphs: what the viewer may not see is as if absent. */
  async byReference(id: string): Promise<Message | null> {
    const message = await this.#deps.messages.byId(id);
    return message !== undefined && (await mayReadChat(this.#deps, message.chatId)) ? message : null;
  }
}

function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
