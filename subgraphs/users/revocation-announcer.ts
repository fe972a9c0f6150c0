import type { Logger } from '../../kernel/logging/index.ts';
import type { Revocation, RevocationFeed } from '../../kernel/revocation/index.ts';
import type { RevocationRepository, StoredRevocation } from './repositories/revocation.repository.ts';
import type { RevocationAnnouncer } from './services/revocation-announcer.ts';

export interface AnnouncerOptions {
  readonly stored: RevocationRepository;
  readonly feed: RevocationFeed;
  readonly logger: Logger;
}

export interface RunningAnnouncer extends RevocationAnnouncer {
  close(): Promise<void>;
}

const SWEEP_MS = 300;
const PURGE_EVERY = 200;

/**
 * Brings what was ended from the database, where it is the truth, to the gateways: right after the change, and by a
 * sweep where that failed, where another process made the change, or where the feed has lost what it was told.
 */
export function createRevocationAnnouncer({ stored, feed, logger }: AnnouncerOptions): RunningAnnouncer {
  let isTrouble = false;
  let turns = 0;

  async function announceAll(): Promise<void> {
    for (;;) {
      const batch = await stored.unannounced();
      if (batch.length === 0) return;
      await feed.announce(batch.map(toRevocation));
      await stored.markAnnounced(batch);
    }
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (isTrouble) logger.info('gateways are told of ended sessions again');
      isTrouble = false;
    } catch (error) {
      if (!isTrouble) logger.warn({ error }, 'gateways cannot be told of ended sessions; this is tried until they are');
      isTrouble = true;
    }
  }

  async function turn(): Promise<void> {
    const life = await feed.unconfirmedLife();
    if (life !== undefined) await stored.announceAgain();
    await announceAll();
    if (life !== undefined) await feed.confirmLife(life);
    turns += 1;
    if (turns % PURGE_EVERY === 0) await stored.purge();
  }

  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(() => attempt(work));
    return last;
  };
  /** The next turn, for all who come before it begins: it finds what each of them has committed. */
  let waiting: Promise<void> | undefined;
  let timer = setTimeout(sweep, SWEEP_MS);
  timer.unref();
  let isClosed = false;
  function sweep(): void {
    void inTurn(turn).then(() => {
      if (isClosed) return;
      timer = setTimeout(sweep, SWEEP_MS);
      timer.unref();
    });
  }

  return {
    announce() {
      waiting ??= inTurn(async () => {
        waiting = undefined;
        await announceAll();
      });
      return waiting;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await last;
    },
  };
}

function toRevocation({ sessionId, userId, issuedBefore, until }: StoredRevocation): Revocation {
  const end = until.getTime();
  return sessionId === null
    ? { kind: 'user', userId: userId ?? '', issuedBefore: issuedBefore.getTime(), until: end }
    : { kind: 'session', sessionId, until: end };
}
