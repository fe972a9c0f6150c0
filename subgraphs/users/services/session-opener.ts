import type { User } from '../entities/user.entity.ts';

/** What a client gets when it signs in. */
export interface OpenedSession {
  readonly sessionId: string;
  /** A signed token, or at some doors the session's own id; good at the door that it was asked for only. */
  readonly accessToken: string;
  readonly expiresAt: Date;
  /** Null at doors that know no refreshing. */
  readonly refreshToken: string | null;
  readonly refreshExpiresAt: Date | null;
}

/** Opens sessions at the door of the request. */
export interface SessionOpener {
  /**
   * Signs the account in. `device` is the client's own name for itself, shown to the owner.
   * @throws UNAUTHENTICATED where the account was switched off, deleted or given another password since it was read.
   */
  open(user: User, device?: string | null): Promise<OpenedSession>;
}
