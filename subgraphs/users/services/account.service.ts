import {
  requireAdministrator,
  requireSignedIn,
  requireUser,
  type Contract,
  type Role,
  type Viewer,
} from '../../../kernel/auth/index.ts';
import { AppError, type FieldProblem } from '../../../kernel/errors/index.ts';
import { User } from '../entities/user.entity.ts';
import type { LoginKind, UserRepository } from '../repositories/user.repository.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { profileFor, type Profile } from './profile.ts';
import { registrationProblems, type RegistrationInput } from './registration-rules.ts';
import type { AccessToken, TokenIssuer } from './token-issuer.ts';

export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly user: Profile; readonly accessToken: AccessToken }
  | { readonly kind: 'login_taken'; readonly field: string }
  | { readonly kind: 'invalid_input'; readonly problems: readonly FieldProblem[] };

export type SignInOutcome =
  | { readonly kind: 'signed_in'; readonly user: Profile; readonly accessToken: AccessToken }
  | { readonly kind: 'bad_credentials' };

export interface AccountDependencies {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly users: UserRepository;
  readonly passwords: PasswordHasher;
  readonly tokens: TokenIssuer;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * What a login is at each door. An old contract may hold an e-mail that looks like another's user name:
 * each door reads it in its own way, so that neither can lock the other out.
 */
const LOGIN_KINDS: Partial<Record<Contract, readonly LoginKind[]>> = { graphql: ['username', 'email'] };

/** Accounts, as one viewer may use them. */
export class AccountService {
  readonly #deps: AccountDependencies;

  constructor(deps: AccountDependencies) {
    this.#deps = deps;
  }

  /** Open to strangers; whoever registers is signed in. The rules are those of the door. */
  async register(input: RegistrationInput): Promise<RegisterOutcome> {
    const { contract, passwords, tokens, users, now, newId } = this.#deps;
    const problems = registrationProblems(contract, input);
    if (problems.length > 0) return { kind: 'invalid_input', problems };
    const passwordHash = await passwords.hash(input.password);
    const user = User.register({
      id: newId(),
      email: input.email,
      username: input.username ?? null,
      passwordHash,
      now: now(),
    });
    const taken = await users.add(user);
    if (taken !== undefined) return { kind: 'login_taken', field: taken };
    return {
      kind: 'registered',
      user: profileFor(asViewer(user), user),
      accessToken: await tokens.issue(user, contract),
    };
  }

  /** Open to strangers. Whether the login or the password was wrong shows neither in the answer nor in its time. */
  async signIn(login: string, password: string): Promise<SignInOutcome> {
    const { contract, passwords, tokens, users } = this.#deps;
    const user = await users.byLogin(login, LOGIN_KINDS[contract] ?? ['email']);
    const matches = await passwords.matches(user?.passwordHash ?? null, password);
    if (user === undefined || !matches || !user.isActive) return { kind: 'bad_credentials' };
    return {
      kind: 'signed_in',
      user: profileFor(asViewer(user), user),
      accessToken: await tokens.issue(user, contract),
    };
  }

  /** @throws UNAUTHENTICATED, also for a token whose account is gone or switched off. */
  async me(): Promise<Profile> {
    const { id } = requireUser(this.#deps.viewer);
    const [user] = await this.#deps.users.byIds([id]);
    if (user?.isActive !== true) throw new AppError('UNAUTHENTICATED');
    return profileFor(this.#deps.viewer, user);
  }

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

  /** Resolves once the quota has it: the very next message with an old token acts on it. */
  async setPaidAccess(id: string, paidAccess: boolean): Promise<Profile> {
    requireAdministrator(this.#deps.viewer);
    return this.#shown(await this.#deps.users.changePaidAccess(id, paidAccess, this.#deps.now()));
  }

  async setRoles(id: string, roles: readonly Role[]): Promise<Profile> {
    requireAdministrator(this.#deps.viewer);
    return this.#shown(
      await this.#deps.users.change(id, (user) => {
        user.setRoles(roles, this.#deps.now());
      }),
    );
  }

  #shown(user: User | undefined): Profile {
    if (user === undefined) throw new AppError('NOT_FOUND', { field: 'userId', message: 'There is no such user.' });
    return profileFor(this.#deps.viewer, user);
  }
}

function asViewer({ id, roles }: User): Viewer {
  return { kind: 'user', id, roles };
}
