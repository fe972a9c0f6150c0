import {
  isAdministrator,
  maySeePrivate,
  requireOwner,
  requireService,
  requireUser,
  type Contract,
  type CredentialRules,
  type Role,
  type Viewer,
} from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { EndReason, Session } from '../entities/session.entity.ts';
import type { SessionRepository } from '../repositories/session.repository.ts';
import { profileFor, type Profile } from './profile.ts';
import { hashOf } from './refresh-token.ts';
import type { RevocationAnnouncer } from './revocation-announcer.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { OpenedSession } from './session-opener.ts';

/** What a session id that a client presented is worth. */
export type CredentialVerdict =
  | { readonly kind: 'unknown' | 'expired' }
  | {
      readonly kind: 'valid';
      readonly sessionId: string;
      readonly userId: string;
      readonly roles: readonly Role[];
      /** What is ended after this moment was not ended yet. */
      readonly checkedAt: Date;
      readonly expiresAt: Date;
    };

export type RefreshResult =
  | ({ readonly kind: 'refreshed'; readonly user: Profile } & OpenedSession)
  | { readonly kind: 'refused'; readonly reason: 'INVALID' | 'EXPIRED' | 'ENDED' | 'REUSED' };

export interface SessionDependencies {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly rules: CredentialRules;
  readonly sessions: SessionRepository;
  readonly keeper: SessionKeeper;
  readonly announcer: RevocationAnnouncer;
  readonly now: () => Date;
}

const MINUTE_MS = 60_000;

/** The sessions of accounts, as one viewer may see and end them. */
export class SessionService {
  readonly #deps: SessionDependencies;

  constructor(deps: SessionDependencies) {
    this.#deps = deps;
  }

  /** Open to strangers: the refresh token is the credential. A token that was used before ends its session. */
  async refresh(refreshToken: string): Promise<RefreshResult> {
    const outcome = await this.#deps.keeper.refresh(refreshToken);
    if (outcome.kind === 'refused') return outcome;
    const { id, roles } = outcome.user;
    return { ...outcome, user: profileFor({ kind: 'user', id, roles }, outcome.user) };
  }

  /** Ends the session that the request came with; returns how many ended. */
  async signOut(): Promise<number> {
    const { sessionId } = requireUser(this.#deps.viewer);
    return sessionId === undefined ? 0 : await this.#end(sessionId, 'SIGNED_OUT');
  }

  /** Ends the viewer's sessions at every door; returns how many there were. */
  async signOutEverywhere(includeCurrent: boolean): Promise<number> {
    const { id, sessionId } = requireUser(this.#deps.viewer);
    const { announcer, sessions } = this.#deps;
    const except = includeCurrent ? undefined : sessionId;
    const ended = await sessions.endAll({ userId: id, except, reason: 'SIGNED_OUT' });
    await announcer.announce();
    return ended;
  }

  /**
   * Ends one session, one's own or as an administrator anybody's; 0 where it had ended already.
   * @throws NOT_FOUND also for the sessions of others.
   */
  async end(id: string): Promise<number> {
    if (!isAdministrator(this.#deps.viewer)) requireUser(this.#deps.viewer);
    return await this.#end(id, undefined);
  }

  /** Null for everybody but the owner and administrators. */
  async liveOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Session> | null> {
    if (!maySeePrivate(this.#deps.viewer, userId)) return null;
    return await this.#deps.sessions.liveOf(userId, page);
  }

  /** Whether the viewer came with this session. */
  isCurrent({ id, userId }: Session): boolean {
    const { viewer } = this.#deps;
    requireOwner(viewer, userId);
    return viewer.kind === 'user' && viewer.sessionId === id;
  }

  /** For gateways, which cannot check session ids by themselves. */
  async verdictOn(sessionSecret: string): Promise<CredentialVerdict> {
    requireService(this.#deps.viewer);
    const { contract, rules, sessions } = this.#deps;
    const rule = rules[contract];
    const checkedAt = this.#deps.now();
    const found = rule.kind === 'session_id' ? await sessions.bySecret(hashOf(sessionSecret)) : undefined;
    if (found?.session.contract !== contract || rule.kind !== 'session_id') return { kind: 'unknown' };
    const { session, user } = found;
    if (session.endedAt != null || !user.isActive) return { kind: 'unknown' };
    if (!session.isLive(checkedAt)) return { kind: isToldExpired(session, checkedAt, rule) ? 'expired' : 'unknown' };
    await sessions.touch(session);
    const { id: sessionId, expiresAt } = session;
    return { kind: 'valid', sessionId, userId: user.id, roles: user.roles, checkedAt, expiresAt };
  }

  async #end(id: string, reason: EndReason | undefined): Promise<number> {
    const { announcer, now, sessions, viewer } = this.#deps;
    const ended = await sessions.change(id, ({ session }) => {
      const isOwn = viewer.kind === 'user' && session.userId === viewer.id;
      if (!isOwn && !isAdministrator(viewer)) return undefined;
      if (!session.isLive(now())) return 0;
      session.end(reason ?? (isOwn ? 'ENDED_BY_OWNER' : 'ENDED_BY_ADMINISTRATOR'), now());
      return 1;
    });
    if (ended === undefined) throw new AppError('NOT_FOUND', { field: 'id', message: 'There is no such session.' });
    await announcer.announce();
    return ended;
  }
}

function isToldExpired(
  { endsAt }: Session,
  now: Date,
  { toldExpiredMinutes }: { toldExpiredMinutes: number },
): boolean {
  return now.getTime() < endsAt.getTime() + toldExpiredMinutes * MINUTE_MS;
}
