import type { RevocationFeed } from './revocation-feed.ts';

/**
 * The feed of a command beside a running process that keeps its revocations to itself: nothing can be announced by it,
 * so that it stays for the sweep of the process with the gateway.
 */
export function createUnheardRevocations(): RevocationFeed {
  const unheard = () => Promise.reject(new Error('No gateway hears this process.'));
  return {
    announce: unheard,
    follow: unheard,
    unconfirmedLife: unheard,
    confirmLife: unheard,
    close: () => Promise.resolve(),
  };
}
