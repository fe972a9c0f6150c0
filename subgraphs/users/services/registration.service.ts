import { requireService, type Contract, type Viewer } from '../../../kernel/auth/index.ts';
import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { User } from '../entities/user.entity.ts';
import type { UserRepository } from '../repositories/user.repository.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { ownerOf, profileFor, type Profile } from './profile.ts';
import { doorOf, registrationProblems, type RegistrationInput } from './registration-rules.ts';
import type { OpenedSession, SessionOpener } from './session-opener.ts';

export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly user: Profile; readonly session: OpenedSession }
  | { readonly kind: 'account_created'; readonly user: Profile }
  | { readonly kind: 'login_taken'; readonly field: string }
  | { readonly kind: 'invalid_input'; readonly problems: readonly FieldProblem[] };

export interface RegistrationDependencies {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly users: UserRepository;
  readonly passwords: PasswordHasher;
  readonly sessions: SessionOpener;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** How an account comes to be. */
export class RegistrationService {
  readonly #deps: RegistrationDependencies;

  constructor(deps: RegistrationDependencies) {
    this.#deps = deps;
  }

  /**
   * Open to strangers, but for doors that are for services only. The rules are those of the door; where it says so,
   * whoever registers is signed in.
   */
  async register(input: RegistrationInput): Promise<RegisterOutcome> {
    const { viewer, contract, sessions, users, now } = this.#deps;
    const door = doorOf(contract);
    if (door.isForServices) requireService(viewer);
    const problems = registrationProblems(contract, input, now());
    if (problems.length > 0) return { kind: 'invalid_input', problems };
    const user = await this.#newUser(input);
    const taken = await users.add(user, door);
    if (taken !== undefined) return { kind: 'login_taken', field: taken };
    const profile = profileFor(ownerOf(user), user);
    if (!door.signsIn) return { kind: 'account_created', user: profile };
    return { kind: 'registered', user: profile, session: await sessions.open(user) };
  }

  async #newUser({ password, ...personal }: RegistrationInput): Promise<User> {
    const { passwords, now, newId } = this.#deps;
    const passwordHash = password == null ? null : await passwords.hash(password);
    return User.register({ ...personal, id: newId(), passwordHash, now: now() });
  }
}
