import type { FieldProblem } from '../../../kernel/errors/index.ts';
import type { User } from '../entities/user.entity.ts';

export type LoginKind = 'email' | 'username';

export interface LoginOptions {
  /** Whether a user name is taken also where another differs from it in case only. */
  readonly refusesLookalikes: boolean;
}

export type LoginChange =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'login_taken'; readonly field: LoginKind }
  | { readonly kind: 'invalid_profile'; readonly problems: readonly FieldProblem[] };

/** What became of a change that may not leave the installation without an active administrator. */
export type GuardedChange = { readonly kind: 'changed'; readonly user: User } | { readonly kind: 'last_administrator' };

export interface UserRepository {
  /** In the order of the ids; undefined where there is none. Ids of any text are answered. */
  byIds(ids: readonly string[]): Promise<readonly (User | undefined)[]>;
  /** By e-mail, whatever its case, or by exact user name; of the kinds given the first that matches. */
  byLogin(login: string, kinds: readonly LoginKind[]): Promise<User | undefined>;
  /** Stores a new account, or says which of its names is taken. Atomic: of two at once one succeeds. */
  add(user: User, options: LoginOptions): Promise<LoginKind | undefined>;
  /** Changes one account under its lock; undefined where there is none. */
  change(id: string, change: (user: User) => void): Promise<User | undefined>;
  /** The same for a change of logins; one with problems must have left the account as it was. */
  changeLogins(
    id: string,
    change: (user: User) => readonly FieldProblem[],
    options: LoginOptions,
  ): Promise<LoginChange | undefined>;
  /** The same, and resolves once every follower of paid access has applied it. */
  changePaidAccess(id: string, paidAccess: boolean, now: Date): Promise<User | undefined>;
  /**
   * Changes roles or the active flag, but never takes the last active administrator away: of two at once one is refused.
   * In the same transaction ends the sessions of whoever is switched off, and voids the tokens of whoever loses a role.
   */
  changeGuarded(id: string, change: (user: User) => void): Promise<GuardedChange | undefined>;
  /**
   * Deletes an account and its sessions under the same guard, and answers with it as it was; its followers are told now,
   * and those that are away as soon as they are back. Its e-mail address and user name are free again.
   */
  remove(id: string): Promise<GuardedChange | undefined>;
}
