import { requireSignedIn, requireUser, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { PersonalChanges, User } from '../entities/user.entity.ts';
import type { UserRepository } from '../repositories/user.repository.ts';
import { changeProfile } from './change-profile.ts';
import { profileFor, type Profile } from './profile.ts';

export type UpdateProfileOutcome =
  | { readonly kind: 'profile_updated'; readonly user: Profile }
  | { readonly kind: 'login_taken'; readonly field: string }
  | { readonly kind: 'invalid_profile'; readonly problems: readonly FieldProblem[] };

export interface ProfileDependencies {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly users: UserRepository;
  readonly now: () => Date;
}

/** What accounts say of themselves, as one viewer may see and change it. */
export class ProfileService {
  readonly #deps: ProfileDependencies;

  constructor(deps: ProfileDependencies) {
    this.#deps = deps;
  }

  /** @throws UNAUTHENTICATED, also for a token whose account is gone or switched off. */
  async me(): Promise<Profile> {
    const { id } = requireUser(this.#deps.viewer);
    const [user] = await this.#deps.users.byIds([id]);
    return profileFor(this.#deps.viewer, requireActive(user));
  }

  /** @throws UNAUTHENTICATED */
  async byId(id: string): Promise<Profile | null> {
    requireSignedIn(this.#deps.viewer);
    const [profile] = await this.byIds([id]);
    return profile ?? null;
  }

  /** For references out of other subgraphs: whoever may see the reference may see the open part of the account. */
  async byIds(ids: readonly string[]): Promise<readonly (Profile | null)[]> {
    const found = await this.#deps.users.byIds(ids);
    return found.map((user) => (user === undefined ? null : profileFor(this.#deps.viewer, user)));
  }

  /**
   * For the owner; what is not given stays as it is.
   * @throws UNAUTHENTICATED, also for a token whose account is gone or switched off.
   */
  async updateMine(changes: PersonalChanges): Promise<UpdateProfileOutcome> {
    const { id } = requireUser(this.#deps.viewer);
    const { viewer, contract, users, now } = this.#deps;
    const outcome = await changeProfile(users, { userId: id, changes, contract, now: now(), check: requireActive });
    if (outcome === undefined) throw new AppError('UNAUTHENTICATED');
    return outcome.kind === 'changed' ? { kind: 'profile_updated', user: profileFor(viewer, outcome.user) } : outcome;
  }
}

/** @throws UNAUTHENTICATED where the account is gone or switched off. */
function requireActive(user: User | undefined): User {
  if (user?.isActive !== true) throw new AppError('UNAUTHENTICATED');
  return user;
}
