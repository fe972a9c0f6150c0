import { ANONYMOUS, type Contract, type CredentialRules } from '../../kernel/auth/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import type { RevokedCredentials } from '../../kernel/revocation/index.ts';
import type { Authenticate } from '../request-scope.ts';
import type { CheckSessionId } from './session-id-check.ts';
import { createTokenVerifier, type TokenVerifierOptions } from './token-verifier.ts';
import { createVerifiedTokens, type VerifiedCredential } from './verified-tokens.ts';

export interface AuthenticatorOptions extends TokenVerifierOptions {
  /** What the credential of each door is. */
  readonly rules: CredentialRules;
  readonly checkSessionId: CheckSessionId;
  readonly revoked: Pick<RevokedCredentials, 'includes'>;
}

const LONGEST_CREDENTIAL = 8_192;

/**
 * Checks credentials: tokens by their signature, session ids by asking. One that was checked before is not checked
 * again until it expires; whether it has been revoked is looked up for every request.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { rules, checkSessionId, revoked } = options;
  const verifyToken = createTokenVerifier(options);
  const verified = createVerifiedTokens();

  const isRevoked = ({ viewer, issuedAt }: VerifiedCredential): boolean =>
    revoked.includes({ userId: viewer.id, sessionId: viewer.sessionId, issuedAt });

  async function check(credential: string, contract: Contract): Promise<VerifiedCredential> {
    const rule = rules[contract];
    if (rule.kind === 'token') return await verifyToken(credential, rule);
    if (rule.kind === 'session_id') return await checkSessionId(credential, contract);
    throw new AppError('INVALID_TOKEN');
  }

  return async (credential, contract) => {
    if (credential === undefined) return ANONYMOUS;
    if (credential.length > LONGEST_CREDENTIAL) throw new AppError('INVALID_TOKEN');
    const known = verified.find(credential, contract);
    if (known !== undefined && !isRevoked(known)) return known.viewer;
    // What is remembered of a session id may be older than a change of roles; the session itself may go on.
    if (known !== undefined) verified.forget(credential, contract);
    const found = await check(credential, contract);
    if (isRevoked(found)) throw new AppError('INVALID_TOKEN');
    verified.remember(credential, contract, found);
    return found.viewer;
  };
}
