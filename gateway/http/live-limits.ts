/** What one client may have and do on a connection that stays. Milliseconds, but for the counts. */
export const LIVE_LIMITS = {
  /** From the opening of a socket to its `connection_init`. */
  initMs: 3_000,
  operationsPerSocket: 100,
  /** Messages a client may send at once, and how many a second on the whole. */
  messageBurst: 250,
  messagesPerSecond: 100,
  /** Bytes that wait to be taken before the client counts as too slow. */
  bufferedBytes: 1_048_576,
  /** A socket is pinged and an event stream gets a comment this often; who has not answered by the next ping is gone. */
  heartbeatMs: 12_000,
  /** Between asking a peer to close and cutting the connection. */
  farewellMs: 1_000,
  /** What is in flight on sockets when the gateway stops has this long. */
  drainMs: 5_000,
} as const;
