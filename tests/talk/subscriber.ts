import type { Tally } from './tally.ts';

/** Somebody who follows a chat, over connection after connection. */
export interface Subscriber {
  readonly name: string;
  /** What arrived, in its order. */
  readonly received: readonly Received[];
  /** Why connections ended, but for the last. */
  readonly endings: Tally;
  /** What no new connection cures; nobody follows any longer. */
  readonly failure: () => string | undefined;
  stop(): void;
}

export interface Received {
  readonly seq: number;
  readonly text: string;
}

export interface Following {
  readonly name: string;
  readonly token: string;
  readonly chatId: string;
  /** Gateways; each new connection goes to the next. */
  readonly urls: readonly string[];
  /** Where it begins; undefined is the end of the chat at that moment. */
  readonly afterSeq: number | undefined;
}

export const MESSAGE_ADDED = `subscription ($chatId: ID!, $afterSeq: Int) {
  messageAdded(chatId: $chatId, afterSeq: $afterSeq) { seq text }
}`;

/** What comes with one event, over whichever connection. */
export interface EventPayload {
  readonly data?: { readonly messageAdded?: Received } | null;
  readonly errors?: readonly EventError[];
}

export interface EventError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** Between two connections, so that a process that just starts is not overrun. */
export function pauseMs(): number {
  return 50 + 100 * Math.random();
}
