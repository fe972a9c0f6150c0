import type { User } from '../entities/user.entity.ts';

export type LoginKind = 'email' | 'username';

export interface UserRepository {
  /** In the order of the ids; undefined where there is none. Ids of any text are answered. */
  byIds(ids: readonly string[]): Promise<readonly (User | undefined)[]>;
  /** By e-mail, whatever its case, or by exact user name; of the kinds given the first that matches. */
  byLogin(login: string, kinds: readonly LoginKind[]): Promise<User | undefined>;
  /** Stores a new account, or says which of its names is taken. Atomic: of two at once one succeeds. */
  add(user: User): Promise<LoginKind | undefined>;
  /** Changes one account under its lock; undefined where there is none. */
  change(id: string, change: (user: User) => void): Promise<User | undefined>;
  /** The same, and resolves once every follower of paid access has applied it. */
  changePaidAccess(id: string, paidAccess: boolean, now: Date): Promise<User | undefined>;
}
