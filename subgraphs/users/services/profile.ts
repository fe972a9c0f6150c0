import { maySeePrivate, type Role, type Viewer } from '../../../kernel/auth/index.ts';
import type { User } from '../entities/user.entity.ts';

/** An account as one viewer may see it; what is private is null for everybody but its owner and administrators. */
export interface Profile {
  readonly id: string;
  readonly username: string | null;
  readonly name: string | null;
  readonly createdAt: Date;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly birthday: string | null;
  readonly updatedAt: Date | null;
  readonly number: number | null;
  readonly email: string | null;
  readonly roles: readonly Role[] | null;
  readonly paidAccess: boolean | null;
  readonly paidAccessSeq: number | null;
  readonly isActive: boolean | null;
}

const HIDDEN = {
  number: null,
  email: null,
  firstName: null,
  lastName: null,
  birthday: null,
  roles: null,
  paidAccess: null,
  paidAccessSeq: null,
  isActive: null,
  updatedAt: null,
} as const;

export function profileFor(viewer: Viewer, user: User): Profile {
  const { id, username, name, createdAt } = user;
  const open = { id, username: username ?? null, name: name ?? null, createdAt };
  return maySeePrivate(viewer, id) ? { ...open, ...privatePartOf(user) } : { ...open, ...HIDDEN };
}

function privatePartOf(user: User): Omit<Profile, 'id' | 'username' | 'name' | 'createdAt'> {
  const { email, firstName, lastName, birthday } = user;
  const { number, roles, paidAccess, paidAccessSeq, isActive, updatedAt } = user;
  return {
    email: email ?? null,
    firstName: firstName ?? null,
    lastName: lastName ?? null,
    birthday: birthday ?? null,
    number,
    roles,
    paidAccess,
    paidAccessSeq,
    isActive,
    updatedAt,
  };
}

/** The owner of an account, as the viewer of their own account. */
export function ownerOf({ id, roles }: User): Viewer {
  return { kind: 'user', id, roles };
}
