import { defineEntity, p } from '@mikro-orm/core';

import type { Contract } from '../../../kernel/auth/index.ts';

/** Why a session is over. */
export const END_REASONS = [
  'SIGNED_OUT',
  'ENDED_BY_OWNER',
  'ENDED_BY_ADMINISTRATOR',
  'PASSWORD_CHANGED',
  'TOKEN_REUSED',
  'ACCOUNT_CLOSED',
] as const;
export type EndReason = (typeof END_REASONS)[number];

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    contract: p.text().$type<Contract>(),
    device: p.text().nullable(),
    createdAt: p.datetime(),
    lastUsedAt: p.datetime(),
    expiresAt: p.datetime(),
    endsAt: p.datetime(),
    secretHash: p.text().nullable(),
    rotatedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    endReason: p.text().$type<EndReason>().nullable(),
  },
});

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly contract: Contract;
  readonly device: string | null;
  /** Of the first refresh token, or of the session id that is the credential itself. */
  readonly secretHash: string | null;
  readonly now: Date;
  /** It is over when it was not refreshed for so long. */
  readonly idleMs: number;
  /** It is over after this time in any case. */
  readonly longestMs: number;
}

/** A refresh token that we issued, by hashes: its own, and that of the one token that may follow it. */
export interface PresentedToken {
  readonly hash: string;
  readonly successorHash: string;
}

export interface RefreshRules {
  readonly now: Date;
  readonly idleMs: number;
  /** How long the token before the current one is answered with the current one again. */
  readonly graceMs: number;
}

/** `refreshed` and `repeated` both end with the successor of the presented token. */
export type RefreshDecision = 'refreshed' | 'repeated' | 'reused' | 'expired' | 'ended';

/** One sign-in of one client: what its credentials belong to, and what is ended when they shall no longer be good. */
export class Session extends SessionSchema.class {
  static open({ now, idleMs, longestMs, ...given }: NewSession): Session {
    const endsAt = later(now, longestMs);
    return Object.assign(new Session(), {
      ...given,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: earlier(later(now, idleMs), endsAt),
      endsAt,
      rotatedAt: null,
      endedAt: null,
      endReason: null,
    });
  }

  isLive(now: Date): boolean {
    return this.endedAt == null && now < this.expiresAt;
  }

  /**
   * Exchanges a refresh token for its successor. The token just before the current one is good for the same successor
   * during the grace; any older one, or that one later, was copied: the session ends.
   */
  refresh({ hash, successorHash }: PresentedToken, { now, idleMs, graceMs }: RefreshRules): RefreshDecision {
    if (this.endedAt != null) return 'ended';
    if (now >= this.expiresAt) return 'expired';
    if (hash === this.secretHash) {
      this.secretHash = successorHash;
      this.rotatedAt = now;
      this.lastUsedAt = latest(this.lastUsedAt, now);
      this.expiresAt = earlier(later(now, idleMs), this.endsAt);
      return 'refreshed';
    }
    const rotatedAt = successorHash === this.secretHash ? this.rotatedAt : null;
    if (rotatedAt != null && now < later(rotatedAt, graceMs)) {
      this.lastUsedAt = latest(this.lastUsedAt, now);
      return 'repeated';
    }
    this.end('TOKEN_REUSED', now);
    return 'reused';
  }

  /** The first end counts. */
  end(reason: EndReason, now: Date): void {
    if (this.endedAt != null) return;
    this.endedAt = now;
    this.endReason = reason;
    this.expiresAt = earlier(this.expiresAt, latest(this.createdAt, now));
  }
}

function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}

/** A replica whose clock is ahead may have been here before. */
function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

SessionSchema.setClass(Session);
export { SessionSchema };
