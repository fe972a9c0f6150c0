import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { AppError, ERRORS, isErrorCode } from '../../kernel/errors/index.ts';
import type { ClientOperation, LiveConnection, LiveEvents, Realtime } from '../stream.ts';
import { createEventWriter, type EventWriter } from './event-writer.ts';

export interface SseRouteOptions {
  readonly realtime: Realtime;
  /** How long an event may wait to be taken. */
  readonly sendTimeoutMs: number;
}

/** Answers a request for an event stream; whatever is refused before the stream opens is an ordinary answer. */
export type AnswerWithEvents = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export const EVENT_STREAM = 'text/event-stream';

export function wantsEvents({ headers }: FastifyRequest): boolean {
  const types = (headers.accept ?? '').split(',').map((type) => (type.split(';')[0] ?? '').trim().toLowerCase());
  return types.includes(EVENT_STREAM);
}

/** GraphQL over server-sent events, each operation a request of its own ("distinct connections mode"). */
export function createSseRoute(app: FastifyInstance, { realtime, sendTimeoutMs }: SseRouteOptions): AnswerWithEvents {
  const open = new Set<EventWriter>();
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    // Without `complete`: the client connects again, and says how far it came.
    for (const writer of open) writer.end();
    done();
  });

  const throwIfClosing = (): void => {
    if (isClosing) throw new AppError('SHUTTING_DOWN');
  };

  return async (request, reply) => {
    throwIfClosing();
    const operation = operationOf(request);
    let writer: EventWriter | undefined;
    let refusal: string | undefined;
    const connection = await realtime.connect({
      authorization: request.headers.authorization,
      headers: request.headers,
      requestId: request.id,
      onRefused(code) {
        refusal = code;
        if (isErrorCode(code)) writer?.fail(new AppError(code));
      },
    });
    try {
      const lastEventId = request.headers['last-event-id'];
      const answer = await connection.run(operation, {
        isReadOnly: request.method === 'GET',
        ...(typeof lastEventId === 'string' ? { lastEventId } : {}),
      });
      if (answer.kind === 'refused') {
        await refuse(reply, answer.errors);
        return;
      }
      if (refusal !== undefined) throw new AppError('INVALID_TOKEN');
      // Both may have come to pass while the stream was being opened, and are not told again.
      throwIfClosing();
      if (reply.raw.destroyed) throw new AppError('CLIENT_CLOSED_REQUEST');
      writer = createEventWriter(reply, { sendTimeoutMs });
      open.add(writer);
      endWith(writer, connection);
      if (answer.kind === 'answer') await writer.next(answer.answer);
      else await writeAll(answer.events, writer);
      writer.complete();
    } finally {
      if (writer !== undefined) open.delete(writer);
      connection.close();
    }
  };
}

/** The client may go away while nothing is written. */
function endWith(writer: EventWriter, connection: LiveConnection): void {
  void writer.ended.then(() => connection.close());
}

async function writeAll(events: LiveEvents, writer: EventWriter): Promise<void> {
  for await (const event of events) {
    if (event.kind === 'next') await writer.next(event.payload, event.cursor);
    else await writer.next({ errors: event.errors });
  }
}

type Errors = Extract<Awaited<ReturnType<LiveConnection['run']>>, { kind: 'refused' }>['errors'];

async function refuse(reply: FastifyReply, errors: Errors): Promise<void> {
  const code = errors[0]?.extensions?.['code'];
  const known = isErrorCode(code) ? code : 'BAD_REQUEST';
  if (known === 'METHOD_NOT_ALLOWED') reply.header('allow', 'POST');
  await reply.code(ERRORS[known].status).type('application/json; charset=utf-8').send({ errors });
}

const operationSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** @throws BAD_REQUEST for what is no operation. */
function operationOf({ method, query, body }: FastifyRequest): ClientOperation {
  const parsed = operationSchema.safeParse(method === 'GET' ? fromSearch(query) : body);
  if (parsed.success) return parsed.data;
  throw new AppError('BAD_REQUEST', { message: 'Send one operation: query, and variables and operationName if any.' });
}

function fromSearch(search: unknown): unknown {
  const { variables, ...rest } = search as Readonly<Record<string, unknown>>;
  if (variables === undefined || variables === '') return rest;
  if (typeof variables !== 'string') throw new AppError('BAD_REQUEST', { message: 'Send the variables once.' });
  try {
    return { ...rest, variables: JSON.parse(variables) as unknown };
  } catch {
    throw new AppError('BAD_REQUEST', { message: 'The variables are no JSON.' });
  }
}
