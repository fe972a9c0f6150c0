import { createMemoryRevocations } from './memory-revocations.ts';
import { describeRevocationFeed } from './revocation-feed.suite.ts';

// One process has one feed.
describeRevocationFeed(() => {
  const feed = createMemoryRevocations();
  return Promise.resolve({ open: () => Promise.resolve(feed), close: () => feed.close() });
});
