import { defineEntity, p } from '@mikro-orm/core';
import type { Role } from '../../../kernel/auth/index.ts';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'user_account',
  properties: {
    id: p.uuid().primary(),
    number: p.integer().generated('always as identity'),
    email: p.text(),
    username: p.text().nullable(),
    passwordHash: p.text().nullable(),
    roles: p.array().$type<Role[]>(),
    paidAccess: p.boolean(),
    paidAccessSeq: p.integer(),
    isActive: p.boolean(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

export interface NewUser {
  readonly id: string;
  readonly email: string;
  readonly username: string | null;
  readonly passwordHash: string;
  readonly now: Date;
}

/** An account. The same person at every door: e-mail (whatever its case) and user name are unique over all of them. */
export class User extends UserSchema.class {
  static register({ id, email, username, passwordHash, now }: NewUser): User {
    const user = new User();
    return Object.assign(user, {
      id,
      email,
      username,
      passwordHash,
      roles: ['USER'],
      paidAccess: false,
      paidAccessSeq: 0,
      isActive: true,
      createdAt: now,
      updatedAt: now,
    });
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
