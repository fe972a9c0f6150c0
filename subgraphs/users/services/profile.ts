import { maySeePrivate, type Role, type Viewer } from '../../../kernel/auth/index.ts';
import type { User } from '../entities/user.entity.ts';

/** An account as one viewer may see it; what is private is null for everybody but its owner and administrators. */
export interface Profile {
  readonly id: string;
  readonly username: string | null;
  readonly createdAt: Date;
  readonly number: number | null;
  readonly email: string | null;
  readonly roles: readonly Role[] | null;
  readonly paidAccess: boolean | null;
  readonly paidAccessSeq: number | null;
  readonly isActive: boolean | null;
}

export function profileFor(viewer: Viewer, user: User): Profile {
  const { id, username, createdAt, number, email, roles, paidAccess, paidAccessSeq, isActive } = user;
  const open = { id, username: username ?? null, createdAt };
  return maySeePrivate(viewer, id)
    ? { ...open, number, email, roles, paidAccess, paidAccessSeq, isActive }
    : { ...open, number: null, email: null, roles: null, paidAccess: null, paidAccessSeq: null, isActive: null };
}
