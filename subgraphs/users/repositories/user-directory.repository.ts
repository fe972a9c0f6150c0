import type { OffsetPage, OffsetRequest, Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { User } from '../entities/user.entity.ts';

type Role = User['roles'][number];

/** Which accounts; what is not given does not narrow. */
export interface UserFilter {
  /** A part of the e-mail address, the user name or a name, whatever its case; every character stands for itself. */
  readonly search?: string | null | undefined;
  readonly role?: Role | null | undefined;
  readonly isActive?: boolean | null | undefined;
  readonly paidAccess?: boolean | null | undefined;
  /** From this moment on. */
  readonly createdAfter?: Date | null | undefined;
  /** Up to this moment, which does not count. */
  readonly createdBefore?: Date | null | undefined;
}

export const USER_SORTS = ['NEWEST_FIRST', 'OLDEST_FIRST'] as const;
export type UserSort = (typeof USER_SORTS)[number];

export interface UserListRequest {
  readonly filter: UserFilter;
  readonly sort: UserSort;
}

export interface UserStatistics {
  readonly total: number;
  readonly active: number;
  /** How many have each role; an account has several. */
  readonly byRole: Readonly<Record<Role, number>>;
  readonly paid: number;
  readonly registeredLast24h: number;
  readonly registeredLast7d: number;
  /** The five newest, newest first. */
  readonly recent: readonly User[];
}

/** All accounts, for those who look after them. */
export interface UserDirectoryRepository {
  list(request: UserListRequest, page: PageRequest<TimeKey>): Promise<Page<User>>;
  page(request: UserListRequest, place: OffsetRequest): Promise<OffsetPage<User>>;
  statistics(now: Date): Promise<UserStatistics>;
}
