import { requireUser } from '../../../kernel/auth/index.ts';
import { AppError, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, SeqKey } from '../../../kernel/pagination/index.ts';
import type { MessageSearch, SearchHit, SearchQuestion } from '../entities/message-search.ts';
import type { ListedHit, MessageFinder, MessageSearchRepository } from '../repositories/message-search.repository.ts';
import type { MessagesDependencies } from './messages.dependencies.ts';
import { searchTextProblems } from './search-rules.ts';

/**
 * All chats that a user is in, now: never a memory of it.
 * @throws SUBGRAPH_UNAVAILABLE, DEADLINE_EXCEEDED where chats cannot be asked.
 */
export type ChatScopeOf = (userId: string) => Promise<readonly string[]>;

export type StartSearchOutcome =
  | { readonly kind: 'search_started'; readonly search: MessageSearch }
  | { readonly kind: 'invalid_search'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'too_many_searches'; readonly limit: number };

export interface SearchDependencies extends Pick<MessagesDependencies, 'viewer' | 'now' | 'newId'> {
  readonly chatScopeOf: ChatScopeOf;
  readonly searches: MessageSearchRepository;
  readonly finder: MessageFinder;
}

const MOST_UNFINISHED = 10;
/** Well below the time that a gateway gives a request. */
const DIRECT_TIMEOUT_MS = 3_000;
const TOOK_TOO_LONG = 'The search took too long; startMessageSearch has more time for it.';

/** Searches, as one viewer may start and read them: over the chats that the viewer is in at that time. */
export class SearchService {
  readonly #deps: SearchDependencies;

  constructor(deps: SearchDependencies) {
    this.#deps = deps;
  }

  /** For users. Looks at once. @throws BAD_USER_INPUT for a text without a word, DEADLINE_EXCEEDED. */
  async search(question: SearchQuestion, first: number): Promise<readonly SearchHit[]> {
    const { id } = requireUser(this.#deps.viewer);
    const [problem] = searchTextProblems(question.text);
    if (problem !== undefined) throw new AppError('BAD_USER_INPUT', problem);
    const chatIds = await this.#deps.chatScopeOf(id);
    try {
      return await this.#deps.finder.find(question, { chatIds, first, timeoutMs: DIRECT_TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'DEADLINE_EXCEEDED') throw error;
      throw new AppError('DEADLINE_EXCEEDED', { message: TOOK_TOO_LONG, cause: error });
    }
  }

  /** For users, who may have a few unfinished ones. */
  async start({ text, match, order }: SearchQuestion): Promise<StartSearchOutcome> {
    const { id: userId } = requireUser(this.#deps.viewer);
    const problems = searchTextProblems(text);
    if (problems.length > 0) return { kind: 'invalid_search', problems };
    const { newId, now, searches } = this.#deps;
    const search = await searches.start({ id: newId(), userId, text, match, order, createdAt: now() }, MOST_UNFINISHED);
    return search === undefined
      ? { kind: 'too_many_searches', limit: MOST_UNFINISHED }
      : { kind: 'search_started', search };
  }

  /** For whoever started it; for others it is as if absent, and once it has expired for all. */
  async find(id: string): Promise<MessageSearch | null> {
    const viewer = requireUser(this.#deps.viewer);
    const search = await this.#deps.searches.byId(id, this.#deps.now());
    return search?.userId === viewer.id ? search : null;
  }

  /** For whoever started it. Of what was found the messages that are there and may be read now; none before the end. */
  async hitsOf(search: MessageSearch, page: PageRequest<SeqKey>): Promise<Page<ListedHit>> {
    const viewer = requireUser(this.#deps.viewer);
    if (search.userId !== viewer.id || search.status !== 'SUCCESS') return { items: [], hasNextPage: false };
    return await this.#deps.searches.hits(search.id, await this.#deps.chatScopeOf(viewer.id), page);
  }
}
