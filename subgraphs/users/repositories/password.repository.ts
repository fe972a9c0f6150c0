import type { User } from '../entities/user.entity.ts';

export interface NewPassword {
  readonly passwordHash: string;
  /** The session that stays when all others end. */
  readonly exceptSession?: string | undefined;
}

export interface StoredLink {
  readonly userId: string;
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

/** A new password and the end of the sessions of the old one are one change. */
export interface PasswordRepository {
  /** False where the account is gone or no longer has the password hash `from`. */
  replace(userId: string, from: string | null, to: NewPassword): Promise<boolean>;
  /** Stores another hash of the same password, unless it was changed meanwhile. Ends nothing. */
  rehash(userId: string, from: string, to: string): Promise<void>;
  /** Stores a one-time link; an older one of the same account is void from now on. False where there is no account. */
  keepLink(link: StoredLink): Promise<boolean>;
  /** Whose the link is; undefined where it is unknown, used or over. */
  linked(tokenHash: string): Promise<User | undefined>;
  /** Uses the link up and sets the password. Atomic: of two at once one succeeds. */
  redeem(tokenHash: string, to: NewPassword): Promise<boolean>;
}
