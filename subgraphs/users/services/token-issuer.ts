import type { Contract } from '../../../kernel/auth/index.ts';
import type { User } from '../entities/user.entity.ts';

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Issues signed access tokens. */
export interface TokenIssuer {
  /** A token that is good at this door only. */
  issue(user: User, contract: Contract): Promise<AccessToken>;
}
