import { requireAdministrator, requireSignedIn, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError, instantProblems, problemIf, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { OffsetPage, OffsetRequest, Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { User } from '../entities/user.entity.ts';
import type {
  UserDirectoryRepository,
  UserFilter,
  UserListRequest,
  UserStatistics,
} from '../repositories/user-directory.repository.ts';
import type { UserRepository } from '../repositories/user.repository.ts';
import { eitherLogin } from './either-login.ts';
import { profileFor, type Profile } from './profile.ts';

export { USER_SORTS } from '../repositories/user-directory.repository.ts';
export type {
  UserFilter as UserCriteria,
  UserListRequest as ListedUsers,
  UserSort as UserOrder,
} from '../repositories/user-directory.repository.ts';

/** The statistics with their newest accounts as the viewer may see them. */
export type ShownStatistics = Omit<UserStatistics, 'recent'> & { readonly recent: readonly Profile[] };

export interface UserDirectoryDependencies {
  readonly viewer: Viewer;
  readonly users: UserRepository;
  readonly directory: UserDirectoryRepository;
  readonly now: () => Date;
}

const SEARCH = { min: 2, max: 100 };

/** All accounts, for those who look after them. */
export class UserDirectoryService {
  readonly #deps: UserDirectoryDependencies;

  constructor(deps: UserDirectoryDependencies) {
    this.#deps = deps;
  }

  /** For administrators. @throws BAD_USER_INPUT for a search that is too short or too long, and for times that no calendar has. */
  async list({ filter, sort }: UserListRequest, page: PageRequest<TimeKey>): Promise<Page<Profile>> {
    requireAdministrator(this.#deps.viewer);
    const { items, hasNextPage } = await this.#deps.directory.list({ filter: checked(filter), sort }, page);
    return { items: this.#shown(items), hasNextPage };
  }

  /** For administrators and for services. @throws BAD_USER_INPUT as `list`. */
  async page({ filter, sort }: UserListRequest, place: OffsetRequest): Promise<OffsetPage<Profile>> {
    if (this.#deps.viewer.kind !== 'service') requireAdministrator(this.#deps.viewer);
    const { items, total } = await this.#deps.directory.page({ filter: checked(filter), sort }, place);
    return { items: this.#shown(items), total };
  }

  /** For administrators. */
  async statistics(): Promise<ShownStatistics> {
    requireAdministrator(this.#deps.viewer);
    const { recent, ...counts } = await this.#deps.directory.statistics(this.#deps.now());
    return { ...counts, recent: this.#shown(recent) };
  }

  /** For administrators: by e-mail, whatever its case, or by exact user name; an address is an e-mail first. */
  async byLogin(login: string): Promise<Profile | null> {
    requireAdministrator(this.#deps.viewer);
    const user = await this.#deps.users.byLogin(login, eitherLogin(login));
    return user === undefined ? null : profileFor(this.#deps.viewer, user);
  }

  /** For anybody signed in, who wants to find somebody whose user name they know; case counts. */
  async byUsername(username: string): Promise<Profile | null> {
    requireSignedIn(this.#deps.viewer);
    const user = await this.#deps.users.byLogin(username, ['username']);
    return user?.isActive === true ? profileFor(this.#deps.viewer, user) : null;
  }

  #shown(users: readonly User[]): readonly Profile[] {
    return users.map((user) => profileFor(this.#deps.viewer, user));
  }
}

function checked({ search: given, ...filter }: UserFilter): UserFilter {
  const search = given?.trim();
  const [problem] = [
    ...(search === undefined ? [] : searchProblems('filter.search', search)),
    ...instantProblems('filter.createdAfter', filter.createdAfter),
    ...instantProblems('filter.createdBefore', filter.createdBefore),
  ];
  if (problem !== undefined) throw new AppError('BAD_USER_INPUT', problem);
  return { ...filter, search };
}

function searchProblems(field: string, search: string): readonly FieldProblem[] {
  return [
    ...textProblems(field, search, SEARCH),
    // Else it could match where one field ends and the next begins.
    ...problemIf(search.includes('\n'), field, 'A search is one line.'),
  ];
}
