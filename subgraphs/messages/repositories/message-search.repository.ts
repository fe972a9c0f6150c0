import type { MessageSearch, SearchHit, SearchQuestion } from '../entities/message-search.ts';
import type { Page, PageRequest, SeqKey } from '../../../kernel/pagination/index.ts';

/** Where a search looks, and how long it may take. */
export interface SearchBounds {
  readonly chatIds: readonly string[];
  /** How many hits at most. */
  readonly first: number;
  readonly timeoutMs: number;
}

/** Finds messages by what they say. */
export interface MessageFinder {
  /**
   * Messages of these chats that say what is looked for, in the wanted order; none for a text of which every word is
   * left out. By rank the best of the newest 1,000 that match.
   * @throws DEADLINE_EXCEEDED where it takes longer than it may.
   */
  find(question: SearchQuestion, bounds: SearchBounds): Promise<readonly SearchHit[]>;
}

export interface NewSearch extends SearchQuestion {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
}

/** How a task ended, and when that is forgotten. */
export interface SearchEnd {
  readonly finishedAt: Date;
  readonly expiresAt: Date;
}

/** A hit as it is listed: its place is from 1 and stays, also where others are not shown any more. */
export interface ListedHit extends SearchHit, SeqKey {}

/** Searches as tasks. Ids of any text are answered. */
export interface MessageSearchRepository {
  /** Stores a task together with the job that works on it; undefined where the user has as many unfinished ones as given. */
  start(search: NewSearch, mostUnfinished: number): Promise<MessageSearch | undefined>;
  /** The task, unless it has expired. */
  byId(id: string, now: Date): Promise<MessageSearch | undefined>;
  /** Marks a task as begun once more; undefined where it has ended or is gone. */
  begin(id: string, now: Date): Promise<MessageSearch | undefined>;
  /** Stores what was found, once: a task that has ended stays as it is. */
  succeed(id: string, hits: readonly SearchHit[], end: SearchEnd): Promise<void>;
  /** Ends those of the tasks that have not ended. @returns how many. */
  fail(ids: readonly string[], failure: string, end: SearchEnd): Promise<number>;
  /** Unfinished tasks that no job works on any more. */
  abandoned(): Promise<readonly string[]>;
  /** Hits whose message is still there and in one of these chats. */
  hits(searchId: string, chatIds: readonly string[], page: PageRequest<SeqKey>): Promise<Page<ListedHit>>;
  /** Forgets what has expired. @returns how many tasks. */
  purge(now: Date): Promise<number>;
  /** Forgets whatever a user has searched for. */
  forget(userId: string): Promise<void>;
}
