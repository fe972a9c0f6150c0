/** The server did not answer in time, or there is no connection to it. The command may have been carried out. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
}

/** Watches over much work that may take equally long, with one timer for all of it. */
export interface Deadline {
  /** Rejects with `RedisUnavailable` when the work takes longer. The work itself goes on. */
  watch<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves when all work watched by now is over or late. */
  settled(): Promise<void>;
}

interface Watched {
  readonly dueAt: number;
  readonly giveUp: () => void;
  isOver: boolean;
  next: Watched | undefined;
}

/** One timer for each piece of work would cost more than sending it. `onLate` hears of each that is late. */
export function createDeadline(timeoutMs: number, onLate: () => void = () => undefined): Deadline {
  // Equal time for all: what was begun first is due first.
  let first: Watched | undefined;
  let last: Watched | undefined;
  let underWay = 0;
  let waiting: (() => void)[] = [];

  function arm(): void {
    if (first === undefined) return;
    // After a pause of this process answers may lie unread in the socket: let them be read first.
    setTimeout(() => setImmediate(sweep), Math.max(0, first.dueAt - performance.now()));
  }

  function sweep(): void {
    const now = performance.now();
    while (first !== undefined && (first.isOver || first.dueAt <= now)) {
      if (!first.isOver) first.giveUp();
      first = first.next;
    }
    if (first === undefined) last = undefined;
    arm();
  }

  function end(watched: Watched): void {
    if (watched.isOver) return;
    watched.isOver = true;
    underWay -= 1;
    if (underWay > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  return {
    watch: (work) =>
      new Promise((resolve, reject) => {
        const watched: Watched = {
          dueAt: performance.now() + timeoutMs,
          giveUp: () => {
            end(watched);
            reject(new RedisUnavailable(`no answer within ${timeoutMs} ms`));
            onLate();
          },
          isOver: false,
          next: undefined,
        };
        underWay += 1;
        if (last === undefined) first = watched;
        else last.next = watched;
        last = watched;
        if (first === watched) arm();
        work.then(
          (result) => {
            end(watched);
            resolve(result);
          },
          (error: unknown) => {
            end(watched);
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      }),
    settled: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
