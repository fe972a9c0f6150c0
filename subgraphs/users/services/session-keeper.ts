import { randomBytes } from 'node:crypto';

import type { Contract, CredentialRule, CredentialRules } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import { Session } from '../entities/session.entity.ts';
import type { User } from '../entities/user.entity.ts';
import type { SessionOfUser, SessionRepository } from '../repositories/session.repository.ts';
import { hashOf, type RefreshToken, type RefreshTokens } from './refresh-token.ts';
import type { RevocationAnnouncer } from './revocation-announcer.ts';
import type { OpenedSession, SessionOpener } from './session-opener.ts';
import type { TokenIssuer } from './token-issuer.ts';

export interface SessionKeeperDependencies {
  readonly contract: Contract;
  readonly rules: CredentialRules;
  readonly graceMs: number;
  readonly sessions: SessionRepository;
  readonly refreshTokens: RefreshTokens;
  readonly tokens: TokenIssuer;
  readonly announcer: RevocationAnnouncer;
  readonly now: () => Date;
  readonly newId: () => string;
}

export type RefreshOutcome =
  | ({ readonly kind: 'refreshed'; readonly user: User } & OpenedSession)
  | { readonly kind: 'refused'; readonly reason: 'INVALID' | 'EXPIRED' | 'ENDED' | 'REUSED' };

const MINUTE_MS = 60_000;
const SESSION_ID_BYTES = 16;
const LONGEST_DEVICE = 200;

/** Opens and refreshes sessions. For use cases that have authorised it; what a credential is, its door says. */
export class SessionKeeper implements SessionOpener {
  readonly #deps: SessionKeeperDependencies;

  constructor(deps: SessionKeeperDependencies) {
    this.#deps = deps;
  }

  async open(user: User, device?: string | null): Promise<OpenedSession> {
    const { contract, refreshTokens, rules, sessions, now, newId } = this.#deps;
    const rule = rules[contract];
    if (rule.kind === 'service_key') throw new AppError('FORBIDDEN', { message: 'Nobody signs in here.' });
    const id = newId();
    const refreshToken = hasRefresh(rule) ? refreshTokens.first(id) : undefined;
    const sessionSecret = rule.kind === 'session_id' ? randomBytes(SESSION_ID_BYTES).toString('hex') : undefined;
    const secretHash = refreshToken?.hash ?? (sessionSecret === undefined ? null : hashOf(sessionSecret));
    const { id: userId, passwordHash: seenHash } = user;
    const opened = await sessions.open(userId, (present) =>
      present.isActive && present.passwordHash === seenHash
        ? Session.open({ id, userId, contract, device: deviceLabel(device), secretHash, now: now(), ...lifeOf(rule) })
        : undefined,
    );
    if (opened === undefined) throw new AppError('UNAUTHENTICATED');
    if (sessionSecret !== undefined) return bySessionId(opened.session, sessionSecret);
    return await this.#withTokens(opened, opened.session.createdAt, refreshToken);
  }

  /** Exchanges a refresh token of this door for its successor and a new access token. */
  async refresh(text: string): Promise<RefreshOutcome> {
    const { contract, announcer, refreshTokens, sessions } = this.#deps;
    const presented = refreshTokens.read(text);
    if (presented === undefined) return { kind: 'refused', reason: 'INVALID' };
    const successor = refreshTokens.next(presented);
    const found = await sessions.change(presented.sessionId, (of) => {
      if (of.session.contract !== contract) return undefined;
      const now = this.#deps.now();
      return { ...of, now, decision: this.#decide(of, { presented, successor, now }) };
    });
    if (found === undefined) return { kind: 'refused', reason: 'INVALID' };
    switch (found.decision) {
      case 'refreshed':
      case 'repeated':
        return { kind: 'refreshed', user: found.user, ...(await this.#withTokens(found, found.now, successor)) };
      case 'reused':
        await announcer.announce();
        return { kind: 'refused', reason: 'REUSED' };
      case 'expired':
        return { kind: 'refused', reason: 'EXPIRED' };
      case 'ended':
        return { kind: 'refused', reason: 'ENDED' };
    }
  }

  #decide({ session, user }: SessionOfUser, { presented, successor, now }: Exchange) {
    // An account that was switched off in the same moment: its sessions are about to end.
    if (!user.isActive) return 'ended';
    const hashes = { hash: presented.hash, successorHash: successor.hash };
    const { idleMs } = lifeOf(this.#deps.rules[session.contract]);
    return session.refresh(hashes, { now, idleMs, graceMs: this.#deps.graceMs });
  }

  async #withTokens(
    { session, user }: SessionOfUser,
    issuedAt: Date,
    refreshToken: RefreshToken | undefined,
  ): Promise<OpenedSession> {
    const { id: sessionId, contract, endsAt } = session;
    const { token, expiresAt } = await this.#deps.tokens.issue({ user, contract, sessionId, issuedAt, endsAt });
    return {
      sessionId,
      accessToken: token,
      expiresAt,
      refreshToken: refreshToken?.text ?? null,
      refreshExpiresAt: refreshToken === undefined ? null : session.expiresAt,
    };
  }
}

interface Exchange {
  readonly presented: RefreshToken;
  readonly successor: RefreshToken;
  readonly now: Date;
}

function hasRefresh(rule: CredentialRule): boolean {
  return rule.kind === 'token' && rule.refresh !== undefined;
}

function lifeOf(rule: CredentialRule): { readonly idleMs: number; readonly longestMs: number } {
  if (rule.kind === 'service_key') return { idleMs: 0, longestMs: 0 };
  const { idleMinutes, longestMinutes } = (rule.kind === 'token' ? rule.refresh : undefined) ?? {
    idleMinutes: rule.minutes,
    longestMinutes: rule.minutes,
  };
  return { idleMs: idleMinutes * MINUTE_MS, longestMs: longestMinutes * MINUTE_MS };
}

function bySessionId({ id, endsAt }: Session, secret: string): OpenedSession {
  return { sessionId: id, accessToken: secret, expiresAt: endsAt, refreshToken: null, refreshExpiresAt: null };
}

/** A label never refuses a sign-in: what does not fit is cut off. */
function deviceLabel(device: string | null | undefined): string | null {
  return device?.replaceAll('\0', '').trim().slice(0, LONGEST_DEVICE).toWellFormed() || null;
}
