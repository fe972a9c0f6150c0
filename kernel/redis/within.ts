/** The server did not answer in time, or there is no connection to it. The command may have been carried out. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
}

/** Rejects with `RedisUnavailable` when the work takes longer. The work itself goes on. */
export function within<Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // After a pause of this process the answer may lie unread in the socket: let it be read first.
      setImmediate(() => reject(new RedisUnavailable(`no answer within ${timeoutMs} ms`)));
    }, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
