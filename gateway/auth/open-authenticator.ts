import type { Logger } from '../../kernel/logging/index.ts';
import { followRevocations, type RevocationFeed, type RevokedCredentials } from '../../kernel/revocation/index.ts';
import type { SubgraphCaller } from '../../kernel/transport/index.ts';
import type { Authenticate } from '../request-scope.ts';
import { createAuthenticator, type AuthenticatorOptions } from './create-authenticator.ts';
import { createSessionIdCheck } from './session-id-check.ts';

export interface OpenAuthenticatorOptions extends Omit<AuthenticatorOptions, 'checkSessionId' | 'revoked'> {
  readonly users: () => SubgraphCaller | undefined;
  readonly revocations: RevocationFeed;
  readonly observe: (state: Pick<RevokedCredentials, 'size' | 'isUpToDate'>) => void;
  readonly logger: Logger;
}

export interface OpenAuthenticator {
  readonly authenticate: Authenticate;
  /** Whether news of ended sessions arrive, for the operations port. */
  notes(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Opens the check of credentials: resolves when it knows every revocation that matters. Where news of them stop, it goes
 * on with those it knows.
 */
export async function openAuthenticator(options: OpenAuthenticatorOptions): Promise<OpenAuthenticator> {
  const { users, revocations, observe, logger } = options;
  const revoked = await followRevocations({
    feed: revocations,
    onState(isUp) {
      if (isUp) logger.info('news of ended sessions arrive again');
      else logger.warn('no news of ended sessions: Redis is away; those known are refused');
    },
  });
  observe(revoked);
  return {
    authenticate: createAuthenticator({ ...options, checkSessionId: createSessionIdCheck(users), revoked }),
    notes: () => ({ 'news of ended sessions': revoked.isUpToDate() ? 'up' : 'down' }),
    close: () => revoked.close(),
  };
}
