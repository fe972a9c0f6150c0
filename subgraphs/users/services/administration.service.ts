import { requireAdministrator, type Contract, type Role, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { PersonalChanges, User } from '../entities/user.entity.ts';
import type { UserRepository } from '../repositories/user.repository.ts';
import { changeProfile } from './change-profile.ts';
import type { UpdateProfileOutcome } from './profile.service.ts';
import { profileFor, type Profile } from './profile.ts';
import type { RevocationAnnouncer } from './revocation-announcer.ts';

export type ChangeUserOutcome =
  { readonly kind: 'user_changed'; readonly user: Profile } | { readonly kind: 'last_administrator' };

export type DeleteUserOutcome =
  { readonly kind: 'user_deleted'; readonly user: Profile } | { readonly kind: 'last_administrator' };

export interface AdministrationDependencies {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly users: UserRepository;
  readonly announcer: RevocationAnnouncer;
  readonly now: () => Date;
}

/** Other people's accounts, in the hands of administrators. An account that is not there is NOT_FOUND everywhere. */
export class AdministrationService {
  readonly #deps: AdministrationDependencies;

  constructor(deps: AdministrationDependencies) {
    this.#deps = deps;
  }

  /** Resolves once the quota has it: the very next message with an old token acts on it. */
  async setPaidAccess(id: string, paidAccess: boolean): Promise<Profile> {
    requireAdministrator(this.#deps.viewer);
    const { users, now, viewer } = this.#deps;
    return profileFor(viewer, found(await users.changePaidAccess(id, paidAccess, now())));
  }

  /** Where a role is taken away, tokens that still carry it are refused. */
  async setRoles(id: string, roles: readonly Role[]): Promise<ChangeUserOutcome> {
    requireAdministrator(this.#deps.viewer);
    return await this.#changeGuarded(id, (user) => {
      user.setRoles(roles, this.#deps.now());
    });
  }

  /** Whoever is switched off is signed out everywhere and cannot sign in; nothing else is lost. */
  async setActive(id: string, isActive: boolean): Promise<ChangeUserOutcome> {
    requireAdministrator(this.#deps.viewer);
    return await this.#changeGuarded(id, (user) => {
      user.setActive(isActive, this.#deps.now());
    });
  }

  /** What is not given stays as it is. */
  async updateUser(userId: string, changes: PersonalChanges): Promise<UpdateProfileOutcome> {
    requireAdministrator(this.#deps.viewer);
    const { viewer, contract, users, now } = this.#deps;
    const outcome = found(await changeProfile(users, { userId, changes, contract, now: now() }));
    return outcome.kind === 'changed' ? { kind: 'profile_updated', user: profileFor(viewer, outcome.user) } : outcome;
  }

  /** Answers with the account as it was. Its orders stay; its messages lose their author, its chats and friends lose it. */
  async deleteUser(id: string): Promise<DeleteUserOutcome> {
    requireAdministrator(this.#deps.viewer);
    const { viewer, users, announcer } = this.#deps;
    const outcome = found(await users.remove(id));
    if (outcome.kind === 'last_administrator') return outcome;
    await announcer.announce();
    return { kind: 'user_deleted', user: profileFor(viewer, outcome.user) };
  }

  async #changeGuarded(id: string, change: (user: User) => void): Promise<ChangeUserOutcome> {
    const { viewer, users, announcer } = this.#deps;
    const outcome = found(await users.changeGuarded(id, change));
    if (outcome.kind === 'last_administrator') return outcome;
    await announcer.announce();
    return { kind: 'user_changed', user: profileFor(viewer, outcome.user) };
  }
}

/** @throws NOT_FOUND */
function found<T>(value: T | undefined): T {
  if (value === undefined)
    throw new AppError('NOT_FOUND', { field: 'input.userId', message: 'There is no such user.' });
  return value;
}
