import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';

import { ANONYMOUS, JWKS_PATH, ROLES, TOKEN_ALGORITHM, TOKEN_RULES, type Viewer } from '../../kernel/auth/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import type { Authenticate } from '../request-scope.ts';
import { createVerifiedTokens } from './verified-tokens.ts';

export interface AuthenticatorOptions {
  readonly issuer: string;
  /** Reads the published keys from the users subgraph. */
  readonly fetchJwks: () => Promise<JSONWebKeySet>;
}

const claimsSchema = z.object({
  sub: z.uuid(),
  roles: z.array(z.enum(ROLES)),
  jti: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
});
const LONGEST_TOKEN = 8_192;
const CLOCK_TOLERANCE_S = 5;
/** At most one look-up of unknown keys in this time, so that made-up key ids cause no storm. */
const COOLDOWN_MS = 5_000;

/**
 * Verifies access tokens against the published keys, by one algorithm, issuer and audience (RFC 8725).
 * The keys are fetched at first need and again when a token names a key that is not known yet.
 */
export function createAuthenticator({ issuer, fetchJwks }: AuthenticatorOptions): Authenticate {
  // The address is never dialled: `customFetch` answers in its place.
  const keys = createRemoteJWKSet(new URL(`http://users${JWKS_PATH}`), {
    cooldownDuration: COOLDOWN_MS,
    [customFetch]: async () => Response.json(await fetchJwks()),
  });

  const verified = createVerifiedTokens();

  return async (credential, contract) => {
    if (credential === undefined) return ANONYMOUS;
    const rule = TOKEN_RULES[contract];
    if (rule === undefined || credential.length > LONGEST_TOKEN) throw new AppError('INVALID_TOKEN');
    const known = verified.find(credential, contract);
    if (known !== undefined) return known;
    const claims = claimsSchema.safeParse(await verify(credential, rule.audience));
    if (!claims.success) throw new AppError('INVALID_TOKEN', { cause: claims.error });
    const { sub, roles, exp } = claims.data;
    const viewer: Viewer = { kind: 'user', id: sub, roles };
    verified.remember(credential, contract, { viewer, expiresAt: exp });
    return viewer;
  };

  async function verify(token: string, audience: string): Promise<JWTPayload> {
    try {
      const options = {
        issuer,
        audience,
        algorithms: [TOKEN_ALGORITHM],
        typ: 'at+jwt',
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'iat', 'sub', 'jti'],
      };
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout))
        throw new AppError('INVALID_TOKEN', { cause: error });
      throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: error });
    }
  }
}
