import type { Follower, Revocation, RevocationFeed } from './revocation-feed.ts';

const LIFE = 'this process';

/** Revocations within one process, which is all there is where no Redis is. Its life is that of the process. */
export function createMemoryRevocations(now: () => number = Date.now): RevocationFeed {
  const followers = new Set<Follower>();
  let kept: readonly Revocation[] = [];
  let isConfirmed = false;
  return {
    announce(revocations) {
      kept = [...kept.filter(({ until }) => until > now()), ...revocations];
      for (const follower of followers) for (const revocation of revocations) follower.onRevocation(revocation);
      return Promise.resolve();
    },
    follow(follower) {
      for (const revocation of kept) follower.onRevocation(revocation);
      followers.add(follower);
      return Promise.resolve({
        isUp: () => true,
        stop() {
          followers.delete(follower);
          return Promise.resolve();
        },
      });
    },
    unconfirmedLife: () => Promise.resolve(isConfirmed ? undefined : LIFE),
    confirmLife() {
      isConfirmed = true;
      return Promise.resolve();
    },
    close() {
      followers.clear();
      return Promise.resolve();
    },
  };
}
