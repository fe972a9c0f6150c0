import type { Signal, SignalListener } from '../../kernel/signals/index.ts';
import type { StreamRow } from './stream-table.ts';

export interface TopicWatchOptions {
  readonly row: StreamRow;
  /** Over how many milliseconds the looks of all streams are spread that hear the same at once. */
  readonly spreadMs: () => number;
}

/** `until` of a signal is somebody's clock; nothing waits longer for it. */
const LONGEST_UNTIL_MS = 60_000;
const UNTIL_STEP_MS = 250;

/**
 * Whether a stream has to look again: a flag and a number, whatever is signalled meanwhile. A change of the chat may be
 * one of its members, so that every stream of the chat looks whether it may still.
 */
export class TopicWatch implements SignalListener {
  readonly #row: StreamRow;
  readonly #spreadMs: () => number;
  readonly #timers = new Map<number, NodeJS.Timeout>();
  #spread: NodeJS.Timeout | undefined;
  readonly #interval: NodeJS.Timeout | undefined;
  #mustLook = false;
  #reach = 0;
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor({ row, spreadMs }: TopicWatchOptions) {
    this.#row = row;
    this.#spreadMs = spreadMs;
    if (row.kind === 'state' && row.lookEveryMs !== undefined)
      this.#interval = setInterval(() => this.#lookNow(), row.lookEveryMs).unref();
  }

  onSignal(signal: Signal): void {
    if (signal.kind === 'typing' && this.#row.signal === 'typing') this.#lookAt(signal.until);
    if (signal.kind !== this.#row.signal) {
      if (signal.kind === 'chat') this.onGap();
    } else if (this.#row.kind === 'log' && 'seq' in signal) {
      this.#reach = Math.max(this.#reach, signal.seq);
      this.#wake?.();
    } else this.#lookNow();
  }

  onGap(): void {
    if (this.#isEnded) return;
    this.#spread ??= setTimeout(() => {
      this.#spread = undefined;
      this.#lookNow();
    }, Math.random() * this.#spreadMs());
  }

  /** A method, since it becomes true while somebody waits. */
  isEnded(): boolean {
    return this.#isEnded;
  }

  /**
   * Says that the stream looks: what is signalled from now on is not yet seen.
   * @returns how far it was signalled until now: once looked, that is nothing to look for again.
   */
  startLook(): number {
    this.#mustLook = false;
    return this.#reach;
  }

  /** Resolves when there may be something after `cursor`, or when the stream has ended. */
  async due(cursor: number): Promise<void> {
    while (!this.isEnded() && !this.#mustLook && this.#reach <= cursor) await this.#woken();
  }

  /** Resolves after a while, sooner when the stream has ended. */
  async pause(ms: number): Promise<void> {
    const pause: { isOver: boolean } = { isOver: false };
    const timer = setTimeout(() => {
      pause.isOver = true;
      this.#wake?.();
    }, ms);
    while (!this.isEnded() && !pause.isOver) await this.#woken();
    clearTimeout(timer);
  }

  end(): void {
    this.#isEnded = true;
    clearInterval(this.#interval);
    clearTimeout(this.#spread);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#wake?.();
  }

  async #woken(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#wake = () => resolve(undefined);
    await promise;
  }

  #lookNow(): void {
    this.#mustLook = true;
    this.#wake?.();
  }

  /** At the end of the quarter of a second in which the instant lies, once for all of them. */
  #lookAt(instant: number): void {
    const step = Math.ceil(Math.min(instant, Date.now() + LONGEST_UNTIL_MS) / UNTIL_STEP_MS);
    if (this.#isEnded || this.#timers.has(step)) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(step);
        this.#lookNow();
      },
      Math.max(0, step * UNTIL_STEP_MS - Date.now()),
    );
    this.#timers.set(step, timer);
  }
}
