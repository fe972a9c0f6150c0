import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { WebSocketServer, type WebSocket } from 'ws';

import { AppError } from '../../kernel/errors/index.ts';
import type { Logger } from '../../kernel/logging/index.ts';
import type { Realtime } from '../stream.ts';
import { CLOSE_CODES } from './close-codes.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import { serveSocket, SUBPROTOCOL, type ServedSocket } from './serve-socket.ts';

export interface WebSocketRouteOptions {
  readonly realtime: Realtime;
  /** Origins of browsers that may connect besides our own; `*` is all. */
  readonly origins: readonly string[];
  readonly publicUrl: string | undefined;
  readonly maxSockets: number;
  readonly maxMessageBytes: number;
  /** How long an event may wait to be taken. */
  readonly sendTimeoutMs: number;
  readonly logger: Logger;
  /** Called when a socket opens; @returns what is called with the code when it is closed. */
  readonly onOpen: () => (code: number) => void;
}

/** Whether a request wants to become a WebSocket at `/graphql`; any other upgrade is served as the plain request it is. */
export function isGraphqlUpgrade({ headers, url }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url?.split('?')[0] === '/graphql';
}

/** `GET /graphql` as a WebSocket of the subprotocol graphql-transport-ws. */
export function registerWebSocketRoute(app: FastifyInstance, options: WebSocketRouteOptions): void {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)),
  });
  const served = new Set<ServedSocket>();
  let isClosing = false;

  const open = (socket: WebSocket, request: IncomingMessage): void => {
    const onClosed = options.onOpen();
    const requestId = uuidv7();
    options.logger.debug({ request_id: requestId }, 'socket opened');
    const one = serveSocket(socket, { ...options, request, requestId });
    served.add(one);
    socket.once('close', (code, reason) => {
      served.delete(one);
      onClosed(code);
      options.logger.debug({ request_id: requestId, code, reason: reason.toString() }, 'socket closed');
    });
  };

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request, { ...options, isFull: served.size >= options.maxSockets, isClosing });
    if (refusal === undefined) server.handleUpgrade(request, socket, head, open);
    else refuse(socket, refusal);
  });
  const heartbeat = setInterval(() => {
    for (const socket of served) socket.ping();
  }, LIVE_LIMITS.heartbeatMs).unref();

  app.addHook('preClose', async () => {
    isClosing = true;
    clearInterval(heartbeat);
    await Promise.all([...served].map((socket) => socket.finish(CLOSE_CODES.restarting)));
    server.close();
  });
}

interface Door extends Pick<WebSocketRouteOptions, 'origins' | 'publicUrl'> {
  readonly isFull: boolean;
  readonly isClosing: boolean;
}

function refusalOf(request: IncomingMessage, door: Door): AppError | undefined {
  if (!isGraphqlUpgrade(request)) return new AppError('NOT_FOUND');
  if (door.isClosing) return new AppError('SHUTTING_DOWN');
  if (!isWelcome(request, door)) return new AppError('FORBIDDEN', { message: 'This origin may not connect.' });
  if (door.isFull) return new AppError('OVERLOADED');
  return undefined;
}

/** Browsers say where a page comes from; other clients say nothing, and no credential travels by itself. */
function isWelcome({ headers }: IncomingMessage, { origins, publicUrl }: Door): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origins.includes('*') || origins.includes(origin)) return true;
  if (publicUrl !== undefined && URL.parse(publicUrl)?.origin === origin) return true;
  return host !== undefined && URL.parse(origin)?.host === host;
}

function refuse(socket: Duplex, { entry, extensions, message }: AppError): void {
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const head = [
    `HTTP/1.1 ${entry.status} Refused`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  // Nobody else looks after a connection that was to be upgraded: a peer that never closes would keep it for ever.
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
