import { requireUser } from '../../../kernel/auth/index.ts';
import type { Message } from '../entities/message.entity.ts';
import type { ChatCounterRepository } from '../repositories/chat-counter.repository.ts';
import type { HistoryRepository } from '../repositories/history.repository.ts';
import { feedAtEnd, requireReached, type Feed, type FeedRequest } from './feed-rules.ts';
import { mayReadChat, type MessagesDependencies } from './messages.dependencies.ts';

export interface FeedDependencies extends MessagesDependencies {
  readonly counters: ChatCounterRepository;
  readonly history: HistoryRepository;
}

/** The logs of a chat, for whoever follows it; null for whoever is not in the chat. */
export class FeedService {
  readonly #deps: FeedDependencies;

  constructor(deps: FeedDependencies) {
    this.#deps = deps;
  }

  /**
   * The messages after a number.
   * @throws UNAUTHENTICATED; BAD_USER_INPUT for a number that the chat has not reached.
   */
  async messages(chatId: string, { after, first }: FeedRequest): Promise<Feed<Message> | null> {
    requireUser(this.#deps.viewer);
    if (!(await mayReadChat(this.#deps, chatId))) return null;
    const { lastSeq } = await this.#deps.counters.of(chatId);
    if (after === undefined) return feedAtEnd(lastSeq);
    requireReached(after, lastSeq);
    const high = Math.min(after + first, lastSeq);
    const items = await this.#deps.history.window(chatId, { low: after + 1, high });
    return { items, cursor: high, hasNextPage: high < lastSeq };
  }

  /**
   * The messages that were edited or deleted after a revision, each once, at its latest.
   * @throws UNAUTHENTICATED; BAD_USER_INPUT for a revision that the chat has not reached.
   */
  async changes(chatId: string, { after, first }: FeedRequest): Promise<Feed<Message> | null> {
    requireUser(this.#deps.viewer);
    if (!(await mayReadChat(this.#deps, chatId))) return null;
    const { lastRevision } = await this.#deps.counters.of(chatId);
    if (after === undefined) return feedAtEnd(lastRevision);
    requireReached(after, lastRevision);
    if (after === lastRevision) return feedAtEnd(lastRevision);
    const found = await this.#deps.history.changedAfter(chatId, after, first + 1);
    const items = found.slice(0, first);
    const lastRead = items.at(-1)?.revision ?? 0;
    const hasNextPage = found.length > first;
    return { items, cursor: hasNextPage ? lastRead : Math.max(lastRead, lastRevision), hasNextPage };
  }
}
