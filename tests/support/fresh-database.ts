import { inject } from 'vitest';

/**
 * Connection string of a new, empty database on the PostgreSQL of this test run (tests/support/global-setup.ts).
 * Nobody has to drop it: the whole server goes when the run ends.
 */
export async function freshDatabase(): Promise<string> {
  const response = await fetch(inject('sharedPostgres'), { method: 'POST' });
  const answer = await response.text();
  if (!response.ok) throw new Error(`no database for this test: ${answer}`);
  return answer;
}
