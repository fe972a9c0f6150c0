import type DataLoader from 'dataloader';

import type { AccountDeletionService } from '../services/account-deletion.service.ts';
import type { AdministrationService } from '../services/administration.service.ts';
import type { ProfileService } from '../services/profile.service.ts';
import type { Profile } from '../services/profile.ts';
import type { PasswordService } from '../services/password.service.ts';
import type { RegistrationService } from '../services/registration.service.ts';
import type { SessionService } from '../services/session.service.ts';
import type { SignInService } from '../services/sign-in.service.ts';
import type { SigningKeyService } from '../services/signing-key.service.ts';
import type { UserDirectoryService } from '../services/user-directory.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface UsersContext {
  readonly registrations: RegistrationService;
  readonly profiles: ProfileService;
  readonly deletions: AccountDeletionService;
  readonly administration: AdministrationService;
  readonly directory: UserDirectoryService;
  readonly signIns: SignInService;
  readonly sessions: SessionService;
  readonly passwords: PasswordService;
  readonly keys: SigningKeyService;
  /** Accounts by id, loaded together. */
  readonly profileById: DataLoader<string, Profile | null>;
}
