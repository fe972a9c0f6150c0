import type { UserViewer, Viewer } from '../../kernel/auth/index.ts';
import { someUser } from '../support/open-test-subgraph.ts';
import type { Caller } from './access-table.ts';

export type Callers = Readonly<Record<Caller, Viewer>> & { readonly owner: UserViewer };

/** One of each kind who may knock. */
export function someCallers(owner: UserViewer = someUser()): Callers {
  return {
    anonymous: { kind: 'anonymous' },
    user: someUser(),
    owner,
    manager: someUser('MANAGER'),
    administrator: someUser('ADMIN'),
    service: { kind: 'service', name: 'friends' },
  };
}

/** Types that subgraphs share, and their fields. */
export const PAGES = { PageInfo: 'hasNextPage endCursor' };
export const PROBLEMS = { FieldProblem: 'field message' };
