import { SignJWT } from 'jose';

import { TOKEN_ALGORITHM, TOKEN_RULES, type Contract } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { TokenIssuer } from '../services/token-issuer.ts';
import type { KeyRing } from './key-ring.ts';

export interface TokenIssuerOptions {
  readonly keys: KeyRing;
  readonly issuer: string;
  readonly minutes: Partial<Record<Contract, number>>;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Signs access tokens as JWT (RFC 9068 header type) with EdDSA. */
export function createJoseTokenIssuer({ keys, issuer, minutes, now, newId }: TokenIssuerOptions): TokenIssuer {
  return {
    async issue(user, contract) {
      const rule = TOKEN_RULES[contract];
      const life = minutes[contract];
      if (rule === undefined || life === undefined)
        throw new AppError('INTERNAL', { cause: new Error(`${contract} has no tokens`) });
      const issuedAt = Math.floor(now().getTime() / 1000);
      const expiresAt = issuedAt + life * 60;
      const token = await new SignJWT({ roles: user.roles })
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: keys.current.kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience([rule.audience])
        .setSubject(user.id)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .setJti(newId())
        .sign(keys.current.privateKey);
      return { token, expiresAt: new Date(expiresAt * 1000) };
    },
  };
}
