import { requireUser } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import { placeOf, type HistoryRequest } from '../entities/history-window.ts';
import type { Message } from '../entities/message.entity.ts';
import type { ChatCounterRepository } from '../repositories/chat-counter.repository.ts';
import type { FirstPageRepository } from '../repositories/first-page.repository.ts';
import type { HistoryRepository } from '../repositories/history.repository.ts';
import { mayReadChat, type MessagesDependencies } from './messages.dependencies.ts';
import type { ReadBudget } from './read-budget.ts';

/** A page of a chat, oldest first. */
export interface HistoryPage {
  readonly items: readonly Message[];
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

/** How the messages of a chat are asked for; the message that stands before or after the page may be named by its id. */
export type HistoryQuestion = HistoryRequest & { readonly beforeMessage?: string };

export interface HistoryDependencies extends MessagesDependencies {
  readonly counters: ChatCounterRepository;
  readonly history: HistoryRepository;
  readonly firstPages: FirstPageRepository;
  readonly findMessage: (id: string) => Promise<Message | undefined>;
  readonly budget: ReadBudget;
}

/** What was said in chats, as one viewer may read it: that of the chats that the viewer is in. */
export class HistoryService {
  readonly #deps: HistoryDependencies;

  constructor(deps: HistoryDependencies) {
    this.#deps = deps;
  }

  /**
   * @throws UNAUTHENTICATED, FORBIDDEN for whoever is not in the chat; BAD_USER_INPUT where `beforeMessage` is no
   * message of this chat; OPERATION_TOO_LARGE.
   */
  async ofChat(chatId: string, question: HistoryQuestion): Promise<HistoryPage> {
    await this.#requireReader(chatId);
    const request = await this.#requestOf(chatId, question);
    const { lastSeq, lastRevision } = await this.#deps.counters.of(chatId);
    const { window, ...neighbours } = placeOf(request, lastSeq);
    this.#deps.budget.take(Math.max(0, window.high - window.low + 1));
    const items = isFirstPage(request)
      ? await this.#deps.firstPages.read({ chatId, window, revision: lastRevision })
      : await this.#deps.history.window(chatId, window);
    return { items, ...neighbours };
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for whoever is not in the chat. */
  async lastSeqOf(chatId: string): Promise<number> {
    await this.#requireReader(chatId);
    const { lastSeq } = await this.#deps.counters.of(chatId);
    return lastSeq;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for whoever is not in the chat. */
  async lastMessageOf(chatId: string): Promise<Message | null> {
    const lastSeq = await this.lastSeqOf(chatId);
    const [message] = await this.#deps.history.window(chatId, { low: Math.max(lastSeq, 1), high: lastSeq });
    return message ?? null;
  }

  async #requireReader(chatId: string): Promise<void> {
    requireUser(this.#deps.viewer);
    if (!(await mayReadChat(this.#deps, chatId))) throw new AppError('FORBIDDEN');
  }

  async #requestOf(chatId: string, { beforeMessage, ...request }: HistoryQuestion): Promise<HistoryRequest> {
    if (beforeMessage === undefined || request.kind === 'around') return request;
    const message = await this.#deps.findMessage(beforeMessage);
    if (message?.chatId !== chatId.toLowerCase())
      throw new AppError('BAD_USER_INPUT', {
        field: 'beforeMessage',
        message: 'There is no such message in this chat.',
      });
    return { ...request, before: message.seq };
  }
}

function isFirstPage(request: HistoryRequest): boolean {
  return request.kind !== 'around' && request.after === undefined && request.before === undefined;
}
