import type { FastifyReply } from 'fastify';

import type { AppError } from '../../kernel/errors/index.ts';
import type { OperationAnswer } from '../stream.ts';
import { LIVE_LIMITS } from './live-limits.ts';

/** The response of one event stream, once its head is sent. After its end nothing is written, and nothing fails. */
export interface EventWriter {
  /** Resolves when the client takes more. A client that takes too little for too long is cut off. */
  next(payload: OperationAnswer, id?: number): Promise<void>;
  /** Says that there will be no more, so that the client need not connect again. */
  complete(): void;
  /** Tells an error as the last event. */
  fail(error: AppError): void;
  /** Ends the response as a lost connection does. */
  end(): void;
  /** Resolves when the response is over, whoever ended it. */
  readonly ended: Promise<void>;
}

/** Sends the head of an event stream, with a first comment so that proxies pass it on. */
export function createEventWriter(
  reply: FastifyReply,
  { sendTimeoutMs }: { readonly sendTimeoutMs: number },
): EventWriter {
  reply.header('content-type', 'text/event-stream; charset=utf-8');
  reply.header('cache-control', 'no-cache, no-transform');
  reply.header('x-accel-buffering', 'no');
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, reply.getHeaders() as Record<string, string>);
  raw.write(':\n\n');
  const heartbeat = setInterval(() => {
    if (!raw.writableNeedDrain) raw.write(':\n\n');
  }, LIVE_LIMITS.heartbeatMs).unref();
  const ended = new Promise<void>((resolve) => {
    raw.once('close', () => {
      clearInterval(heartbeat);
      resolve();
    });
  });
  raw.on('error', () => raw.destroy());

  const finish = (text?: string): void => {
    if (raw.writableEnded) return;
    raw.end(text);
    // Who does not take the end is cut off.
    const cut = setTimeout(() => raw.destroy(), LIVE_LIMITS.farewellMs);
    void ended.then(() => clearTimeout(cut));
  };

  return {
    ended,
    async next(payload, id) {
      if (raw.writableEnded || raw.destroyed || raw.write(textOf(payload, id))) return;
      const { promise: taken, resolve } = Promise.withResolvers<undefined>();
      const take = (): void => resolve(undefined);
      const timer = setTimeout(() => raw.destroy(), sendTimeoutMs);
      raw.once('drain', take).once('close', take);
      await taken;
      raw.off('drain', take).off('close', take);
      clearTimeout(timer);
    },
    complete: () => finish('event: complete\ndata: \n\n'),
    fail: ({ message, extensions }) =>
      finish(`${textOf({ errors: [{ message, extensions }] })}event: complete\ndata: \n\n`),
    end: () => finish(),
  };
}

function textOf(payload: OperationAnswer, id?: number): string {
  return `event: next\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(payload)}\n\n`;
}
