import { randomBytes } from 'node:crypto';

import { requireAdministrator, requireUser, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError, problemIf, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { PasswordRepository } from '../repositories/password.repository.ts';
import type { UserRepository } from '../repositories/user.repository.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { passwordProblems, type PasswordOwner } from './password-rules.ts';
import { hashOf } from './refresh-token.ts';
import type { RevocationAnnouncer } from './revocation-announcer.ts';

export type ChangePasswordOutcome =
  | { readonly kind: 'password_changed' }
  | { readonly kind: 'wrong_password' }
  | { readonly kind: 'invalid_password'; readonly problems: readonly FieldProblem[] };

export type SetPasswordOutcome =
  | { readonly kind: 'password_changed' }
  | { readonly kind: 'link_invalid' }
  | { readonly kind: 'invalid_password'; readonly problems: readonly FieldProblem[] };

/** Whoever has the token may set the password, once. */
export interface PasswordLink {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface PasswordDependencies {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly users: UserRepository;
  readonly stored: PasswordRepository;
  readonly passwords: PasswordHasher;
  readonly announcer: RevocationAnnouncer;
  readonly now: () => Date;
}

const LINK_MS = 86_400_000;
const LINK_BYTES = 32;

/** Changing passwords. Whatever changes one ends the sessions that were opened with the old one. */
export class PasswordService {
  readonly #deps: PasswordDependencies;

  constructor(deps: PasswordDependencies) {
    this.#deps = deps;
  }

  /** Changes the viewer's own; every other session of theirs ends, at every door. */
  async change(current: string, next: string): Promise<ChangePasswordOutcome> {
    const { id, sessionId } = requireUser(this.#deps.viewer);
    const { announcer, passwords, stored, users } = this.#deps;
    const [user] = await users.byIds([id]);
    if (user?.isActive !== true) throw new AppError('UNAUTHENTICATED');
    const from = user.passwordHash ?? null;
    if (!(await passwords.matches(from, current))) return { kind: 'wrong_password' };
    const problems = [...this.#problems(next, user), ...problemIf(next === current, 'newPassword', SAME_AS_BEFORE)];
    if (problems.length > 0) return { kind: 'invalid_password', problems };
    const passwordHash = await passwords.hash(next);
    // Where somebody else changed it meanwhile, the current one given here is no longer right.
    if (!(await stored.replace(id, from, { passwordHash, exceptSession: sessionId })))
      return { kind: 'wrong_password' };
    await announcer.announce();
    return { kind: 'password_changed' };
  }

  /** A token for setting the password of an account, good once and for a day; a new one voids the older. */
  async issueLink(userId: string): Promise<PasswordLink> {
    requireAdministrator(this.#deps.viewer);
    const token = randomBytes(LINK_BYTES).toString('base64url');
    const expiresAt = new Date(this.#deps.now().getTime() + LINK_MS);
    const isKept = await this.#deps.stored.keepLink({ userId, tokenHash: hashOf(token), expiresAt });
    if (!isKept) throw new AppError('NOT_FOUND', { field: 'userId', message: 'There is no such user.' });
    return { token, expiresAt };
  }

  /** Open to strangers: the token is the credential. Ends every session of the account. */
  async set(token: string, next: string): Promise<SetPasswordOutcome> {
    const { announcer, passwords, stored } = this.#deps;
    const tokenHash = hashOf(token);
    const user = await stored.linked(tokenHash);
    if (user === undefined) return { kind: 'link_invalid' };
    const problems = this.#problems(next, user);
    if (problems.length > 0) return { kind: 'invalid_password', problems };
    if (!(await stored.redeem(tokenHash, { passwordHash: await passwords.hash(next) })))
      return { kind: 'link_invalid' };
    await announcer.announce();
    return { kind: 'password_changed' };
  }

  #problems(password: string, owner: PasswordOwner): readonly FieldProblem[] {
    return passwordProblems(this.#deps.contract, password, owner).map(({ message }) => ({
      field: 'newPassword',
      message,
    }));
  }
}

const SAME_AS_BEFORE = 'This is the password that you have already.';
