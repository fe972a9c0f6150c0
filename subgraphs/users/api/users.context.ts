import type DataLoader from 'dataloader';

import type { AccountService } from '../services/account.service.ts';
import type { Profile } from '../services/profile.ts';

/** What a resolver of this subgraph finds in its context. */
export interface UsersContext {
  readonly accounts: AccountService;
  /** Accounts by id, loaded together. */
  readonly profiles: DataLoader<string, Profile | null>;
}
