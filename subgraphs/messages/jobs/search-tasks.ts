import type { SearchTaskService, Upkeep } from '../services/search-task.service.ts';

/** The task that works on one search. */
export function runMessageSearch(open: () => SearchTaskService): (payload: unknown) => Promise<void> {
  return async (payload) => {
    await open().run((payload as { readonly searchId: string }).searchId);
  };
}

/** The task that looks after searches; what it did is told to `onDone`, where it did something. */
export function lookAfterMessageSearches(
  open: () => SearchTaskService,
  onDone: (upkeep: Upkeep) => void,
): () => Promise<void> {
  return async () => {
    const upkeep = await open().lookAfter();
    if (upkeep.purged + upkeep.failed > 0) onDone(upkeep);
  };
}
