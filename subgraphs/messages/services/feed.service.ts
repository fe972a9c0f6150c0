import { requireUser } from '../../../kernel/auth/index.ts';
import type { Message } from '../entities/message.entity.ts';
import type { FeedRepository, MessageLog } from '../repositories/feed.repository.ts';
import { feedAtEnd, requireReached, type Feed, type FeedRequest } from './feed-rules.ts';
import { mayReadChat, type MessagesDependencies } from './messages.dependencies.ts';

export interface FeedDependencies extends MessagesDependencies {
  readonly logs: FeedRepository;
}

const NUMBER_OF: Readonly<Record<MessageLog, (message: Message) => number>> = {
  messages: ({ seq }) => seq,
  changes: ({ revision }) => revision,
};

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
  async messages(chatId: string, request: FeedRequest): Promise<Feed<Message> | null> {
    requireUser(this.#deps.viewer);
    return await this.#read('messages', chatId, request);
  }

  /**
   * The messages that were edited or deleted after a revision, each once, at its latest.
   * @throws UNAUTHENTICATED; BAD_USER_INPUT for a revision that the chat has not reached.
   */
  async changes(chatId: string, request: FeedRequest): Promise<Feed<Message> | null> {
    requireUser(this.#deps.viewer);
    return await this.#read('changes', chatId, request);
  }

  async #read(log: MessageLog, chatId: string, { after, first }: FeedRequest): Promise<Feed<Message> | null> {
    if (!(await mayReadChat(this.#deps, chatId))) return null;
    const { end, items } = await this.#deps.logs.read({ log, chatId, after, first: first + 1 });
    if (after === undefined) return feedAtEnd(end);
    requireReached(after, end);
    const last = items.length > first ? items[first - 1] : undefined;
    if (last === undefined) return { items, cursor: end, hasNextPage: false };
    return { items: items.slice(0, first), cursor: NUMBER_OF[log](last), hasNextPage: true };
  }
}
