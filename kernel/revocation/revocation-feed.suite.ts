import { setTimeout as delay } from 'node:timers/promises';

import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Revocation, RevocationFeed } from './revocation-feed.ts';
import { followRevocations, type RevokedCredentials } from './revoked-credentials.ts';

const HOUR = 3_600_000;

export interface FeedStage {
  /** A feed as one process opens it; all of one stage know of each other. */
  open(): Promise<RevocationFeed>;
  close(): Promise<void>;
}

/** What every feed of revocations promises. */
export function describeRevocationFeed(openStage: () => Promise<FeedStage>): void {
  describe('a feed of revocations', () => {
    let stage: FeedStage;
    let feed: RevocationFeed;
    let revoked: RevokedCredentials;
    beforeAll(async () => {
      stage = await openStage();
      feed = await stage.open();
      revoked = await followRevocations({ feed });
    });
    afterAll(async () => {
      await revoked.close();
      await feed.close();
      await stage.close();
    });

    const aSession = (until = Date.now() + HOUR) => ({ kind: 'session', sessionId: uuidv7(), until }) as const;
    const knows = (known: RevokedCredentials, revocation: Revocation, issuedAt = Date.now()): boolean =>
      known.includes(
        revocation.kind === 'session'
          ? { sessionId: revocation.sessionId, userId: uuidv7(), issuedAt }
          : { sessionId: uuidv7(), userId: revocation.userId, issuedAt },
      );

    it('tells every process within a second', async () => {
      const other = await stage.open();
      const there = await followRevocations({ feed: other });
      const ended = aSession();
      const startedAt = performance.now();
      await feed.announce([ended]);
      await vi.waitFor(() => expect([knows(revoked, ended), knows(there, ended)]).toEqual([true, true]), {
        interval: 5,
      });
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      expect(knows(there, aSession())).toBe(false);
      await there.close();
    });

    it('tells a process that comes later what still matters, before it starts', async () => {
      const [ended, over] = [aSession(), aSession(Date.now() - 1)];
      await feed.announce([ended, over]);
      const late = await followRevocations({ feed: await stage.open() });
      expect([knows(late, ended), knows(late, over)]).toEqual([true, false]);
      await late.close();
    });

    it('divides the tokens of a user into those of before and those of after', async () => {
      const issuedBefore = Date.now();
      const user = { kind: 'user', userId: uuidv7(), issuedBefore, until: issuedBefore + HOUR } as const;
      await feed.announce([user, { ...user, issuedBefore: issuedBefore - 500 }]);
      await vi.waitFor(() => expect(knows(revoked, user, issuedBefore - 1)).toBe(true), { interval: 5 });
      await delay(20);
      expect(knows(revoked, user, issuedBefore - 1)).toBe(true);
      expect(knows(revoked, user, issuedBefore)).toBe(false);
      expect(revoked.includes({ userId: uuidv7(), sessionId: undefined, issuedAt: 0 })).toBe(false);
    });

    it('has a life that somebody has to confirm, once for all processes', async () => {
      const life = await feed.unconfirmedLife();
      expect(life).toBeDefined();
      await feed.confirmLife(life ?? '');
      expect(await feed.unconfirmedLife()).toBeUndefined();
      expect(await (await stage.open()).unconfirmedLife()).toBeUndefined();
    });

    it('tells nobody who has gone', async () => {
      const gone = await followRevocations({ feed });
      const before = gone.size();
      await gone.close();
      const ended = aSession();
      await feed.announce([ended]);
      await vi.waitFor(() => expect(knows(revoked, ended)).toBe(true), { interval: 5 });
      expect(gone.size()).toBe(before);
    });
  });
}
