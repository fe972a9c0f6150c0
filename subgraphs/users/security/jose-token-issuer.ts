import { SignJWT } from 'jose';

import { TOKEN_ALGORITHM, type CredentialRules } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { TokenIssuer } from '../services/token-issuer.ts';
import { accessClaims } from './access-claims.ts';
import type { KeyRing } from './key-ring.ts';

export interface TokenIssuerOptions {
  readonly keys: KeyRing;
  readonly issuer: string;
  readonly rules: CredentialRules;
  readonly newId: () => string;
}

/**
 * Signs access tokens as JWT (RFC 9068 header type) with EdDSA. `iat` has milliseconds, so that a token is told from
 * one that was voided in the same second; `exp` is whole.
 */
export function createJoseTokenIssuer({ keys, issuer, rules, newId }: TokenIssuerOptions): TokenIssuer {
  return {
    async issue({ user, contract, sessionId, issuedAt, endsAt }) {
      const rule = rules[contract];
      if (rule.kind !== 'token') throw new AppError('INTERNAL', { cause: new Error(`${contract} has no tokens`) });
      const seconds = issuedAt.getTime() / 1000;
      const expiresAt = Math.min(Math.ceil(seconds + rule.minutes * 60), Math.ceil(endsAt.getTime() / 1000));
      const { kid, privateKey } = await keys.signer();
      const token = await new SignJWT({ sid: sessionId, ...accessClaims(user, contract, rule.rolesClaim) })
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience([rule.audience])
        .setSubject(user.id)
        .setIssuedAt(seconds)
        .setExpirationTime(expiresAt)
        .setJti(newId())
        .sign(privateKey);
      return { token, expiresAt: new Date(expiresAt * 1000) };
    },
  };
}
