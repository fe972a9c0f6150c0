import { requireUser, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, SeqKey } from '../../../kernel/pagination/index.ts';
import type { Message } from '../entities/message.entity.ts';
import type { MessageRepository, StoredMessage } from '../repositories/message.repository.ts';

export interface SendMessageRequest {
  readonly chatId: string;
  readonly text: string;
  readonly clientMessageId: string;
}

export type SendMessageOutcome =
  | ({ readonly kind: 'message_sent' } & StoredMessage)
  | { readonly kind: 'chat_not_found'; readonly chatId: string }
  | { readonly kind: 'invalid_message'; readonly problems: readonly FieldProblem[] };

export interface MessageDependencies {
  readonly viewer: Viewer;
  readonly messages: MessageRepository;
  /** The id of a chat as its owner writes it, if the user is in it; undefined otherwise. Ids of any text are answered. */
  readonly findChatOf: (userId: string, chatId: string) => Promise<string | undefined>;
  readonly now: () => Date;
  readonly newId: () => string;
}

const TEXT = { min: 1, max: 4_096 };
const CLIENT_MESSAGE_ID = { min: 1, max: 100 };

/** Messages, as one viewer may use them: those of the chats that the viewer is in. */
export class MessageService {
  readonly #deps: MessageDependencies;

  constructor(deps: MessageDependencies) {
    this.#deps = deps;
  }

  /** For members. Safe to repeat for ever: the first message under a client id is the answer. */
  async send({ chatId, text, clientMessageId }: SendMessageRequest): Promise<SendMessageOutcome> {
    const { id: authorId } = requireUser(this.#deps.viewer);
    const chat = await this.#deps.findChatOf(authorId, chatId);
    if (chat === undefined) return { kind: 'chat_not_found', chatId };
    const problems = [
      ...textProblems('text', text, TEXT),
      ...textProblems('clientMessageId', clientMessageId, CLIENT_MESSAGE_ID),
    ];
    if (problems.length > 0) return { kind: 'invalid_message', problems };
    const draft = {
      id: this.#deps.newId(),
      chatId: chat,
      authorId,
      clientMessageId,
      text,
      createdAt: this.#deps.now(),
    };
    return { kind: 'message_sent', ...(await this.#deps.messages.send(draft)) };
  }

  /** For references out of other subgraphs: what the viewer may not see is as if absent. */
  async byReference(id: string): Promise<Message | null> {
    const message = await this.#deps.messages.byId(id);
    return message !== undefined && (await this.#mayRead(message.chatId)) ? message : null;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for whoever is not in the chat. */
  async ofChat(chatId: string, page: PageRequest<SeqKey>): Promise<Page<Message>> {
    requireUser(this.#deps.viewer);
    if (!(await this.#mayRead(chatId))) throw new AppError('FORBIDDEN');
    return await this.#deps.messages.ofChat(chatId, page);
  }

  async #mayRead(chatId: string): Promise<boolean> {
    const { viewer, findChatOf } = this.#deps;
    if (viewer.kind === 'user') return (await findChatOf(viewer.id, chatId)) !== undefined;
    return viewer.kind === 'service';
  }
}
