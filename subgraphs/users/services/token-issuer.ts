import type { Contract } from '../../../kernel/auth/index.ts';
import type { User } from '../entities/user.entity.ts';

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface TokenRequest {
  readonly user: User;
  readonly contract: Contract;
  readonly sessionId: string;
  /** Read while the account was locked: what is changed later voids tokens of before. */
  readonly issuedAt: Date;
  /** When the session is over; no token outlives it. */
  readonly endsAt: Date;
}

/** Issues signed access tokens. */
export interface TokenIssuer {
  /** A token that is good at this door only. */
  issue(request: TokenRequest): Promise<AccessToken>;
}
