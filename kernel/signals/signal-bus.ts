import { z } from 'zod';

const seq = z.int().min(0);

export const signalSchema = z.discriminatedUnion('kind', [
  /** The chat has messages up to this number. */
  z.strictObject({ kind: z.literal('message'), seq }),
  /** Messages of the chat were edited or deleted, up to this revision. */
  z.strictObject({ kind: z.literal('revision'), seq }),
  /** Read markers of the chat moved, up to this version. */
  z.strictObject({ kind: z.literal('marker'), seq }),
  /** The chat itself or its members changed; this is its version now. */
  z.strictObject({ kind: z.literal('chat'), seq }),
  /** Who types in the chat changed; by itself it changes again at `until`, in milliseconds since 1970. */
  z.strictObject({ kind: z.literal('typing'), until: z.number() }),
  /** What the providers admit changed. */
  z.strictObject({ kind: z.literal('providers') }),
]);

/** Says that something changed and how far, never what: whoever hears it looks, with the rights of whom it looks for. */
export type Signal = z.output<typeof signalSchema>;
export type SignalKind = Signal['kind'];

/** One chat, or the providers. */
export type Topic = `chat:${string}` | 'providers';

export interface AddressedSignal {
  readonly topic: Topic;
  readonly signal: Signal;
}

export interface SignalListener {
  onSignal(signal: Signal): void;
  /** Signals may have been missed: whoever listens looks, whether there was one or not. */
  onGap(): void;
}

export interface Listening {
  stop(): void;
}

/**
 * Carries signals from the subgraphs to every gateway process. A signal may be lost with its carrier: listeners are told
 * of the gap when it is back, and whoever announces what must not be missed announces it again until it was taken.
 */
export interface SignalBus {
  /** Rejects where the carrier is away; then some of the signals may have been told. */
  announce(signals: readonly AddressedSignal[]): Promise<void>;
  /**
   * Resolves when nothing announced from now on is missed without `onGap`. All listeners of one topic in a process
   * share one subscription, which ends with the last of them.
   */
  listen(topic: Topic, listener: SignalListener): Promise<Listening>;
  /** Whether signals arrive. */
  isUp(): boolean;
  close(): Promise<void>;
}
