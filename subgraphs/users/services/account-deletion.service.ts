import { requireUser, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { UserRepository } from '../repositories/user.repository.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { RevocationAnnouncer } from './revocation-announcer.ts';

export type DeleteMyAccountOutcome =
  | { readonly kind: 'account_deleted'; readonly userId: string }
  | { readonly kind: 'bad_credentials' }
  | { readonly kind: 'last_administrator' };

export interface AccountDeletionDependencies {
  readonly viewer: Viewer;
  readonly users: UserRepository;
  readonly passwords: PasswordHasher;
  readonly announcer: RevocationAnnouncer;
}

/** How people leave. */
export class AccountDeletionService {
  readonly #deps: AccountDeletionDependencies;

  constructor(deps: AccountDeletionDependencies) {
    this.#deps = deps;
  }

  /**
   * For the owner, who says the password once more. It cannot be undone.
   * @throws UNAUTHENTICATED, also for a token whose account is gone or switched off.
   */
  async deleteMine(password: string): Promise<DeleteMyAccountOutcome> {
    const { id } = requireUser(this.#deps.viewer);
    const { users, passwords, announcer } = this.#deps;
    const [user] = await users.byIds([id]);
    if (user?.isActive !== true) throw new AppError('UNAUTHENTICATED');
    if (!(await passwords.matches(user.passwordHash ?? null, password))) return { kind: 'bad_credentials' };
    const outcome = await users.remove(id);
    if (outcome?.kind === 'last_administrator') return outcome;
    await announcer.announce();
    return { kind: 'account_deleted', userId: id };
  }
}
