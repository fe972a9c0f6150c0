import type { LiveEvent } from '../stream.ts';
import type { Failure, Look } from './read-look.ts';
import type { TopicWatch } from './topic-watch.ts';

export interface Following {
  readonly watch: TopicWatch;
  /** What was found when the stream was opened. */
  readonly first: Exclude<Look, Failure>;
  /** Looks once, after this number where it is a log. */
  readonly look: (after: number) => Promise<Look>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * What a stream tells, for as long as it is asked: entries of a log in their order and each once; a state when it is
 * different from what was told last. Between two events it holds a number, or the text of that state. What may be cured
 * by itself is waited for; anything else is the last event.
 */
export async function* follow({ watch, first, look }: Following): AsyncGenerator<LiveEvent, void, void> {
  let found: Look = first;
  let cursor = 0;
  let signalled = 0;
  let failures = 0;
  let told: string | undefined;
  while (!watch.isEnded()) {
    if (found.kind === 'failed') {
      if (!found.isRetryable) {
        yield found;
        return;
      }
      await watch.pause(pauseAfter(failures++));
    } else if (found.kind === 'page') {
      failures = 0;
      yield* found.events;
      cursor = found.cursor;
      if (!found.hasMore) await watch.due(Math.max(cursor, signalled));
    } else {
      const text = JSON.stringify(found.event.payload);
      if (text !== told) yield found.event;
      told = text;
      failures = found.isWhole ? 0 : failures + 1;
      await (found.isWhole ? watch.due(0) : watch.pause(pauseAfter(failures)));
    }
    if (watch.isEnded()) return;
    signalled = watch.startLook();
    found = await look(cursor);
  }
}

/** Twice as long each time; apart, since many fail at once. */
function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
}
