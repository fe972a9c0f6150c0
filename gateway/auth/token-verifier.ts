import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';

import { JWKS_PATH, ROLES, TOKEN_ALGORITHM, type TokenRule } from '../../kernel/auth/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import type { VerifiedCredential } from './verified-tokens.ts';

export interface TokenVerifierOptions {
  readonly issuer: string;
  /** Reads the published keys from the users subgraph. */
  readonly fetchJwks: () => Promise<JSONWebKeySet>;
  /** At most one look-up of unknown keys in this time, so that made-up key ids cause no storm. */
  readonly cooldownMs?: number;
}

/** @throws INVALID_TOKEN; EXPIRED_TOKEN at doors that tell; SUBGRAPH_UNAVAILABLE where the keys cannot be read. */
export type VerifyToken = (token: string, rule: TokenRule) => Promise<VerifiedCredential>;

const COOLDOWN_MS = 5_000;
const CLOCK_TOLERANCE_S = 5;

const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  jti: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
});
const rolesSchema = z.array(z.enum(ROLES));

/**
 * Verifies access tokens against the published keys, by one algorithm, issuer and audience (RFC 8725). The keys are
 * fetched at first need, again when a token names a key that is not known yet, and now and then. Where they cannot be
 * fetched those of before are used.
 */
export function createTokenVerifier({ issuer, fetchJwks, cooldownMs }: TokenVerifierOptions): VerifyToken {
  let lastKeys: JSONWebKeySet | undefined;
  let isStale = false;

  async function keysOrLast(): Promise<JSONWebKeySet> {
    try {
      lastKeys = await fetchJwks();
      isStale = false;
    } catch (error) {
      if (lastKeys === undefined) throw error;
      isStale = true;
    }
    return lastKeys;
  }

  // The address is never dialled: `customFetch` answers in its place.
  const keys = createRemoteJWKSet(new URL(`http://users${JWKS_PATH}`), {
    cooldownDuration: cooldownMs ?? COOLDOWN_MS,
    [customFetch]: async () => Response.json(await keysOrLast()),
  });

  async function verify(token: string, { audience, tellsExpiry }: TokenRule): Promise<JWTPayload> {
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
      if (error instanceof errors.JWTExpired && tellsExpiry) throw new AppError('EXPIRED_TOKEN', { cause: error });
      const isUnknownKey = error instanceof errors.JWKSNoMatchingKey && isStale;
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && !isUnknownKey)
        throw new AppError('INVALID_TOKEN', { cause: error });
      throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: error });
    }
  }

  return async (token, rule) => {
    const payload = await verify(token, rule);
    const claims = claimsSchema.safeParse(payload);
    const roles = rolesSchema.safeParse(payload[rule.rolesClaim]);
    if (!claims.success || !roles.success) throw new AppError('INVALID_TOKEN', { cause: claims.error ?? roles.error });
    const { sub, sid, iat, exp } = claims.data;
    return {
      viewer: { kind: 'user', id: sub, roles: roles.data, sessionId: sid },
      issuedAt: iat * 1000,
      expiresAt: exp * 1000,
    };
  };
}
