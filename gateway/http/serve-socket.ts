import type { IncomingMessage } from 'node:http';

import { makeServer, GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';

import { toAppError } from '../../kernel/errors/index.ts';
import { logError, type Logger } from '../../kernel/logging/index.ts';
import type { LiveConnection, Realtime } from '../stream.ts';
import { CLOSE_CODES, type CloseCode } from './close-codes.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import { createRateLimit } from './rate-limit.ts';
import { createOutbox } from './socket-outbox.ts';
import { protocolOptions, type SocketState } from './socket-protocol.ts';

export const SUBPROTOCOL = GRAPHQL_TRANSPORT_WS_PROTOCOL;

export interface SocketOptions {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly realtime: Realtime;
  readonly sendTimeoutMs: number;
  readonly logger: Logger;
}

export interface ServedSocket {
  /** Asks the peer whether it lives; one that did not answer the last time is cut off. */
  ping(): void;
  /** Answers what is in flight, then closes. Resolves when the socket is closed. */
  finish(why: CloseCode): Promise<void>;
}

const LONGEST_REASON = 123;

/** Serves one socket from its opening to its end. */
export function serveSocket(socket: WebSocket, options: SocketOptions): ServedSocket {
  const { request, requestId, realtime, logger } = options;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const state: SocketState = { connection: undefined, inFlight: new Set(), isFinishing: false, isClosed: false };
  const close = ({ code, reason }: Pick<CloseCode, 'code' | 'reason'>): void => {
    socket.close(code, fittingReason(reason));
    // What its streams would read now goes nowhere.
    state.connection?.close();
    // A peer that takes nothing does not answer a close, either.
    const cut = setTimeout(() => socket.terminate(), LIVE_LIMITS.farewellMs);
    void closed.then(() => clearTimeout(cut));
  };
  const connect = (authorization: string | undefined): Promise<LiveConnection> =>
    realtime.connect({
      authorization: authorization ?? request.headers.authorization,
      headers: request.headers,
      requestId,
      onRefused: (code) => close({ code: CLOSE_CODES.refused.code, reason: code }),
    });
  const fail = (thrown: unknown): void => {
    if (isMisplaced(thrown)) {
      close(CLOSE_CODES.badMessage);
      return;
    }
    logError(logger, toAppError(thrown));
    close(CLOSE_CODES.internal);
  };

  const send = createOutbox(socket, { timeoutMs: options.sendTimeoutMs, onTooSlow: () => close(CLOSE_CODES.tooSlow) });
  const allows = createRateLimit(LIVE_LIMITS.messageBurst, LIVE_LIMITS.messagesPerSecond);
  const protocol = makeServer(protocolOptions({ state, connect, close, requestId }));
  const ended = protocol.opened(
    {
      protocol: socket.protocol,
      send,
      close: (code = 1000, reason = '') => close({ code, reason }),
      onMessage(take) {
        socket.on('message', (data: RawData, isBinary: boolean) => {
          if (socket.readyState !== socket.OPEN) return;
          if (!allows()) close(CLOSE_CODES.flood);
          else if (isBinary) close(CLOSE_CODES.badMessage);
          else take(textOf(data)).catch(fail);
        });
      },
    },
    undefined,
  );
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  // The socket closes itself: a frame that is too large, or no frame at all.
  socket.on('error', (error) => logger.debug({ request_id: requestId, error }, 'socket failed'));
  socket.once('close', (code, reason) => {
    state.isClosed = true;
    state.connection?.close();
    ended(code, reason.toString()).catch(fail);
  });

  return {
    ping() {
      if (!isAlive) {
        socket.terminate();
        return;
      }
      isAlive = false;
      socket.ping();
    },
    async finish(why) {
      state.isFinishing = true;
      const { promise: overdue, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => resolve(undefined), LIVE_LIMITS.drainMs);
      await Promise.race([Promise.allSettled(state.inFlight), overdue, closed]);
      clearTimeout(timer);
      close(why);
      await closed;
    },
  };
}

/** A frame that closes has room for so many bytes; ids of clients, which may be longer, are part of some reasons. */
function fittingReason(reason: string): string {
  return Buffer.from(reason)
    .subarray(0, LONGEST_REASON)
    .toString()
    .replace(/\uFFFD+$/, '');
}

/** A message that only a server sends: the protocol's server calls it an error of ours. */
function isMisplaced(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message.startsWith('Unexpected message of type');
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString();
}
