import { defineEntity, p } from '@mikro-orm/core';
import type { Role } from '../../../kernel/auth/index.ts';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'user_account',
  properties: {
    id: p.uuid().primary(),
    number: p.integer().generated('always as identity'),
    email: p.text().nullable(),
    username: p.text().nullable(),
    name: p.text().nullable(),
    firstName: p.text().nullable(),
    lastName: p.text().nullable(),
    birthday: p.date().nullable(),
    passwordHash: p.text().nullable(),
    roles: p.array().$type<Role[]>(),
    paidAccess: p.boolean(),
    paidAccessSeq: p.integer(),
    isActive: p.boolean(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

/** What an account's owner says of themselves. */
export interface PersonalData {
  readonly email: string | null;
  readonly username: string | null;
  /** The name that is shown. */
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** A date of the calendar, `YYYY-MM-DD`. */
  readonly birthday: string | null;
}

/** What is not given stays as it is; null removes it. */
export type PersonalChanges = { readonly [F in keyof PersonalData]?: PersonalData[F] | undefined };

export interface NewUser extends PersonalChanges {
  readonly id: string;
  /** Null for an account that nobody can sign in to until a password is set. */
  readonly passwordHash: string | null;
  readonly now: Date;
}

/** An account. The same person at every door: e-mail (whatever its case) and user name are unique over all of them. */
export class User extends UserSchema.class {
  static register({ id, passwordHash, now, ...personal }: NewUser): User {
    const user = new User();
    return Object.assign(user, {
      id,
      email: personal.email ?? null,
      username: personal.username ?? null,
      name: personal.name ?? null,
      firstName: personal.firstName ?? null,
      lastName: personal.lastName ?? null,
      birthday: personal.birthday ?? null,
      passwordHash,
      roles: ['USER'],
      paidAccess: false,
      paidAccessSeq: 0,
      isActive: true,
      createdAt: now,
      updatedAt: now,
    });
  }

  get isAdministrator(): boolean {
    return this.roles.includes('ADMIN');
  }

  /** Whether the account would still have an e-mail address or a user name. */
  keepsLogin({ email = this.email, username = this.username }: PersonalChanges): boolean {
    return email != null || username != null;
  }

  changePersonal(changes: PersonalChanges, now: Date): void {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    Object.assign(this, Object.fromEntries(given), { updatedAt: now });
  }

  setActive(isActive: boolean, now: Date): void {
    this.isActive = isActive;
    this.updatedAt = now;
  }

  /** `seq` tells followers which of two changes is the later one. */
  setPaidAccess(paidAccess: boolean, seq: number, now: Date): void {
    this.paidAccess = paidAccess;
    this.paidAccessSeq = seq;
    this.updatedAt = now;
  }

  setRoles(roles: readonly Role[], now: Date): void {
    this.roles = [...new Set<Role>(['USER', ...roles])];
    this.updatedAt = now;
  }
}

UserSchema.setClass(User);
export { UserSchema };
