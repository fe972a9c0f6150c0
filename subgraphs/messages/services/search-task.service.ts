import { toAppError, type ErrorCode } from '../../../kernel/errors/index.ts';
import type { MessageFinder, MessageSearchRepository, SearchEnd } from '../repositories/message-search.repository.ts';
import type { ChatScopeOf } from './search.service.ts';

export interface SearchTaskDependencies {
  readonly searches: MessageSearchRepository;
  readonly finder: MessageFinder;
  readonly chatScopeOf: ChatScopeOf;
  /** How long an ended task is kept. */
  readonly keptForMs: number;
  readonly now: () => Date;
}

/** What was done for tasks that nobody waits for or works on. */
export interface Upkeep {
  readonly purged: number;
  readonly failed: number;
}

/** How often a task is begun, crashes of workers included; the waits between come to about half a minute. */
export const SEARCH_ATTEMPTS = 4;
const MOST_HITS = 100;
const TIMEOUT_MS = 30_000;

const ABANDONED = 'The worker stopped in the middle of it, several times.';
const UNKNOWN = 'Something went wrong on our side.';
const REASONS: Partial<Record<ErrorCode, string>> = {
  DEADLINE_EXCEEDED: 'It took too long.',
  SUBGRAPH_UNAVAILABLE: 'A part of the graph that it needs could not be reached.',
};

/** What a worker does with searches, for whoever started them. */
export class SearchTaskService {
  readonly #deps: SearchTaskDependencies;

  constructor(deps: SearchTaskDependencies) {
    this.#deps = deps;
  }

  /**
   * Works on a task that has not ended; harmless to repeat. Its last attempt ends it whatever happens.
   * @throws what an attempt failed of, where another one is to follow.
   */
  async run(searchId: string): Promise<void> {
    const { searches, finder, chatScopeOf, now } = this.#deps;
    const search = await searches.begin(searchId, now());
    if (search === undefined) return;
    try {
      const chatIds = await chatScopeOf(search.userId);
      const hits = await finder.find(search, { chatIds, first: MOST_HITS, timeoutMs: TIMEOUT_MS });
      await searches.succeed(search.id, hits, this.#endNow());
    } catch (error) {
      if (search.attempts < SEARCH_ATTEMPTS) throw error;
      await searches.fail([search.id], REASONS[toAppError(error).code] ?? UNKNOWN, this.#endNow());
      throw error;
    }
  }

  /** Forgets what has expired, and ends the tasks whose worker died at every attempt. */
  async lookAfter(): Promise<Upkeep> {
    const { searches, now } = this.#deps;
    const abandoned = await searches.abandoned();
    const failed = abandoned.length === 0 ? 0 : await searches.fail(abandoned, ABANDONED, this.#endNow());
    return { purged: await searches.purge(now()), failed };
  }

  #endNow(): SearchEnd {
    const finishedAt = this.#deps.now();
    return { finishedAt, expiresAt: new Date(finishedAt.getTime() + this.#deps.keptForMs) };
  }
}
