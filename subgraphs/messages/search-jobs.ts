import type { JobQueue, Tasks } from '../../kernel/jobs/index.ts';
import type { SearchJobs } from './database/sql-message-search.repository.ts';
import { lookAfterMessageSearches, runMessageSearch } from './jobs/search-tasks.ts';
import { SEARCH_ATTEMPTS, type SearchTaskService, type Upkeep } from './services/search-task.service.ts';

const TASK = 'message_search';
const LOOK_EVERY_MS = 5_000;
const keyOf = (searchId: string): string => `${TASK}:${searchId}`;

/** One job works on each search, known by a key of its own. */
export function createSearchJobs(jobs: JobQueue): SearchJobs {
  return {
    enqueue: (em, searchId) =>
      jobs.enqueue(em, { task: TASK, payload: { searchId }, key: keyOf(searchId), attempts: SEARCH_ATTEMPTS }),
    async withoutJob(em, searchIds) {
      const spent = new Set(await jobs.removeSpent(em, searchIds.map(keyOf)));
      return searchIds.filter((id) => spent.has(keyOf(id)));
    },
  };
}

/** What a worker of this subgraph does. */
export function searchTasks(open: () => SearchTaskService, onUpkeep: (upkeep: Upkeep) => void): Tasks {
  return {
    [TASK]: { run: runMessageSearch(open) },
    message_search_upkeep: { everyMs: LOOK_EVERY_MS, run: lookAfterMessageSearches(open, onUpkeep) },
  };
}
