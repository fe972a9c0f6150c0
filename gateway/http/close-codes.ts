/**
 * With which a socket is closed: the codes of graphql-transport-ws, those of WebSocket itself, and 4290 of our own. Where
 * `isWorthReconnecting`, the client of the protocol connects again by itself, given `retryAttempts`.
 */
export const CLOSE_CODES = {
  restarting: close(1012, true, 'The gateway restarts; connect again.'),
  flood: close(1008, false, 'Too many messages a second.'),
  unchecked: close(1013, true, 'The credential cannot be checked at the moment; try again shortly.'),
  tooSlow: close(4290, true, 'Events were not taken in time. Connect again, and resume after your last one.'),
  badMessage: close(4400, false, 'This is no message of the protocol.'),
  notAcknowledged: close(4401, false, 'Unauthorized'),
  refused: close(4403, true, 'INVALID_TOKEN'),
  wrongSubprotocol: close(4406, false, 'Subprotocol not acceptable'),
  noInit: close(4408, true, 'Connection initialisation timeout'),
  sameId: close(4409, false, 'Subscriber for this id already exists'),
  secondInit: close(4429, false, 'Too many initialisation requests'),
  internal: close(4500, false, 'Something went wrong on our side.'),
} as const satisfies Record<string, CloseCode>;

export interface CloseCode {
  readonly code: number;
  readonly isWorthReconnecting: boolean;
  readonly reason: string;
}

function close(code: number, isWorthReconnecting: boolean, reason: string): CloseCode {
  return { code, isWorthReconnecting, reason };
}
