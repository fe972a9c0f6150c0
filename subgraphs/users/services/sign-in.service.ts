import type { Contract, Viewer } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { User } from '../entities/user.entity.ts';
import type { PasswordRepository } from '../repositories/password.repository.ts';
import type { LoginKind, UserRepository } from '../repositories/user.repository.ts';
import { eitherLogin } from './either-login.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { profileFor, type Profile } from './profile.ts';
import type { OpenedSession, SessionOpener } from './session-opener.ts';

export interface SignInInput {
  readonly login: string;
  readonly password: string;
  readonly device?: string | null | undefined;
}

/** What was wrong; told only at doors whose old clients branch on it. */
export type SignInRefusal = 'UNKNOWN_LOGIN' | 'WRONG_PASSWORD';

export type SignInOutcome =
  | ({ readonly kind: 'signed_in'; readonly user: Profile } & OpenedSession)
  | { readonly kind: 'bad_credentials'; readonly reason: SignInRefusal | null };

export interface SignInDependencies {
  readonly contract: Contract;
  readonly users: UserRepository;
  readonly hashes: PasswordRepository;
  readonly passwords: PasswordHasher;
  readonly sessions: SessionOpener;
}

/** What a login is at each door. */
const LOGIN_KINDS: Readonly<Record<Contract, (login: string) => readonly LoginKind[]>> = {
  graphql: eitherLogin,
  octo: () => ['email'],
  msgr: () => ['username'],
  kpo: () => ['email'],
  trp: () => ['email'],
  mz: () => [],
};

const TELLS_WHY: ReadonlySet<Contract> = new Set<Contract>(['msgr']);

/** Exchanges logins and passwords for sessions, at one door. */
export class SignInService {
  readonly #deps: SignInDependencies;

  constructor(deps: SignInDependencies) {
    this.#deps = deps;
  }

  /** Open to strangers. Whether the login or the password was wrong shows neither in the answer nor in its time. */
  async signIn({ login, password, device }: SignInInput): Promise<SignInOutcome> {
    const { contract, passwords, users } = this.#deps;
    const kinds = LOGIN_KINDS[contract](login);
    const user = kinds.length === 0 ? undefined : await users.byLogin(login, kinds);
    const matches = await passwords.matches(user?.passwordHash ?? null, password);
    if (user === undefined || !user.isActive) return this.#refused('UNKNOWN_LOGIN');
    if (!matches) return this.#refused('WRONG_PASSWORD');
    await this.#keepUpToDate(user, password);
    return await this.#open(user, device);
  }

  async #open(user: User, device: string | null | undefined): Promise<SignInOutcome> {
    try {
      const opened = await this.#deps.sessions.open(user, device);
      return { kind: 'signed_in', user: profileFor(asViewer(user), user), ...opened };
    } catch (error) {
      // Between the check and now the password was changed, or the account closed.
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return this.#refused('WRONG_PASSWORD');
      throw error;
    }
  }

  /** Hashes anew what was hashed with less effort than is asked for today. */
  async #keepUpToDate(user: User, password: string): Promise<void> {
    const { hashes, passwords } = this.#deps;
    const old = user.passwordHash;
    if (old == null || !passwords.isOutdated(old)) return;
    const passwordHash = await passwords.hash(password);
    await hashes.rehash(user.id, old, passwordHash);
    user.passwordHash = passwordHash;
  }

  #refused(reason: SignInRefusal): SignInOutcome {
    return { kind: 'bad_credentials', reason: TELLS_WHY.has(this.#deps.contract) ? reason : null };
  }
}

function asViewer({ id, roles }: User): Viewer {
  return { kind: 'user', id, roles };
}
