import type { TestProject } from 'vitest/node';

import { isRedisInstalled } from '../../app/stores/private-redis.ts';
import { createSharedPostgres } from './shared-postgres.ts';
import { removeAbandonedFolders } from './temporary-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where workers ask for databases; see `freshDatabase`. */
    readonly sharedPostgres: string;
  }
}

/** Runs once before all tests; what it returns runs once after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!isRedisInstalled()) {
    console.log('Suites that need Redis are skipped: redis-server is not on the PATH (apt-get install redis-server).');
  }
  await removeAbandonedFolders();
  const postgres = await createSharedPostgres();
  project.provide('sharedPostgres', postgres.url);
  return () => postgres.close();
}
