import type { WebSocket } from 'ws';

import { LIVE_LIMITS } from './live-limits.ts';

export interface OutboxOptions {
  /** How long a message may wait to be taken. */
  readonly timeoutMs: number;
  /** Called once when the peer takes too little; nothing is sent any more. */
  readonly onTooSlow: () => void;
}

/**
 * Sends messages one after the other; each promise resolves when its message was handed to the system, so that whoever
 * waits for it does not fetch what cannot be sent. After the end of the socket they resolve at once.
 */
export function createOutbox(socket: WebSocket, { timeoutMs, onTooSlow }: OutboxOptions) {
  let isTooSlow = false;
  const giveUp = (): void => {
    if (isTooSlow) return;
    isTooSlow = true;
    onTooSlow();
  };
  return async (text: string): Promise<void> => {
    if (isTooSlow || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > LIVE_LIMITS.bufferedBytes) {
      giveUp();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(giveUp, timeoutMs);
    // A message that could not be sent is the end of the socket, which is heard elsewhere.
    socket.send(text, () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    await promise;
  };
}
