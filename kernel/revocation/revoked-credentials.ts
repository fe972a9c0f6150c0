import type { Revocation, RevocationFeed } from './revocation-feed.ts';

/** Whose credential it is and when it was issued, in milliseconds since 1970. */
export interface IssuedCredential {
  readonly userId: string;
  readonly sessionId: string | undefined;
  readonly issuedAt: number;
}

/** What one process knows of revoked credentials: a look-up in memory for every request. */
export interface RevokedCredentials {
  /** Whether the credential was revoked. */
  includes(credential: IssuedCredential): boolean;
  readonly size: () => number;
  /** False while revocations cannot be heard of; those known by then are still refused. */
  readonly isUpToDate: () => boolean;
  close(): Promise<void>;
}

export interface RevokedCredentialsOptions {
  readonly feed: RevocationFeed;
  /** Called when the feed goes away and when it is back. */
  readonly onState?: (isUp: boolean) => void;
  readonly now?: () => number;
}

const SWEEP_MS = 30_000;

/** Follows the feed. Each entry leaves with the last token it could concern, so that the size is bounded by time. */
export async function followRevocations(options: RevokedCredentialsOptions): Promise<RevokedCredentials> {
  const { feed, onState, now = Date.now } = options;
  const sessions = new Map<string, number>();
  const users = new Map<string, { readonly issuedBefore: number; readonly until: number }>();

  const onRevocation = (revocation: Revocation): void => {
    if (revocation.until <= now()) return;
    if (revocation.kind === 'session') {
      sessions.set(revocation.sessionId, Math.max(revocation.until, sessions.get(revocation.sessionId) ?? 0));
      return;
    }
    const known = users.get(revocation.userId);
    if (known === undefined || known.issuedBefore < revocation.issuedBefore) users.set(revocation.userId, revocation);
  };

  const following = await feed.follow({ onRevocation, ...(onState === undefined ? {} : { onState }) });
  const sweep = setInterval(() => {
    for (const [id, until] of sessions) if (until <= now()) sessions.delete(id);
    for (const [id, { until }] of users) if (until <= now()) users.delete(id);
  }, SWEEP_MS);
  sweep.unref();

  return {
    includes({ userId, sessionId, issuedAt }) {
      if (sessionId !== undefined && sessions.has(sessionId)) return true;
      const user = users.get(userId);
      return user !== undefined && issuedAt < user.issuedBefore;
    },
    size: () => sessions.size + users.size,
    isUpToDate: following.isUp,
    async close() {
      clearInterval(sweep);
      await following.stop();
    },
  };
}
