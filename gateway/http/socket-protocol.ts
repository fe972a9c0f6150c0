import { buildSchema, GraphQLError, parse, type GraphQLFormattedError } from 'graphql';
import type { ServerOptions } from 'graphql-ws';

import { AppError, toAppError } from '../../kernel/errors/index.ts';
import { withRequest } from '../../kernel/logging/index.ts';
import type { LiveAnswer, LiveConnection, LiveEvents, OperationAnswer } from '../stream.ts';
import { CLOSE_CODES, type CloseCode } from './close-codes.ts';
import { LIVE_LIMITS } from './live-limits.ts';

/** What one socket has going on. */
export interface SocketState {
  connection: LiveConnection | undefined;
  /** Queries and mutations without an answer, and subscriptions that are being opened. */
  readonly inFlight: Set<Promise<unknown>>;
  isFinishing: boolean;
  isClosed: boolean;
}

export interface ProtocolSurroundings {
  readonly state: SocketState;
  readonly connect: (authorization: string | undefined) => Promise<LiveConnection>;
  readonly close: (why: Pick<CloseCode, 'code' | 'reason'>) => void;
  readonly requestId: string;
}

/** The protocol's server wants documents to know what it serves; which operation stands behind them is our affair. */
const SCHEMA = buildSchema('type Query { answer: Boolean } type Subscription { events: Boolean }');
const ANSWER = parse('query { answer }');
const EVENTS = parse('subscription { events }');

/** How the messages of graphql-transport-ws become operations of a connection. */
export function protocolOptions(around: ProtocolSurroundings): ServerOptions {
  const { state, close, connect, requestId } = around;

  const run = async (payload: Parameters<LiveConnection['run']>[0]): Promise<LiveAnswer> => {
    if (state.connection === undefined || state.isFinishing) return refusal(new AppError('SHUTTING_DOWN'));
    const answer = withRequest({ request_id: requestId, method: 'WS', path: '/graphql' }, () =>
      (state.connection as LiveConnection).run(payload),
    );
    state.inFlight.add(answer);
    try {
      return await answer;
    } finally {
      // Not before the answer has been handed on.
      setImmediate(() => state.inFlight.delete(answer));
    }
  };

  return {
    connectionInitWaitTimeout: LIVE_LIMITS.initMs,
    async onConnect({ connectionParams = {} }) {
      const authorization = connectionParams['authorization'] ?? connectionParams['Authorization'];
      if (authorization != null && typeof authorization !== 'string') {
        close(CLOSE_CODES.badMessage);
        return false;
      }
      try {
        state.connection = await connect(authorization ?? undefined);
        if (state.isClosed) state.connection.close();
        return true;
      } catch (thrown) {
        const { code, entry } = toAppError(thrown);
        close(entry.retryable ? CLOSE_CODES.unchecked : { code: CLOSE_CODES.refused.code, reason: code });
        return false;
      }
    },
    async onSubscribe({ subscriptions }, id, { query, variables, operationName }) {
      if (Object.keys(subscriptions).length > LIVE_LIMITS.operationsPerSocket)
        return toGraphQLErrors(refusal(tooManyOperations()).errors);
      const answer = await run({ query, variables, operationName });
      if (answer.kind === 'refused') return toGraphQLErrors(answer.errors);
      if (answer.kind === 'answer') return { schema: SCHEMA, document: ANSWER, contextValue: answer.answer };
      // The client is done with it, or gone, before it was opened.
      if (!(id in subscriptions)) await answer.events.return();
      return { schema: SCHEMA, document: EVENTS, contextValue: answer.events };
    },
    execute: ({ contextValue }) => contextValue as OperationAnswer as Record<string, unknown>,
    subscribe: ({ contextValue }) => toResults(contextValue as LiveEvents) as AsyncGenerator<Record<string, unknown>>,
    // What goes out has its form already; unasked, the protocol's server would give it another.
    onNext: (...[, , , , result]) => result as Record<string, unknown>,
    onError: (...[, , , errors]) => errors.flatMap(formattedOf),
  };
}

function tooManyOperations(): AppError {
  return new AppError('TOO_MANY_REQUESTS', {
    message: `A socket has at most ${LIVE_LIMITS.operationsPerSocket} operations at a time.`,
  });
}

function refusal({ message, extensions }: AppError): Extract<LiveAnswer, { kind: 'refused' }> {
  return { kind: 'refused', errors: [{ message, extensions }] };
}

/** Carries errors that already have the form in which they leave through the protocol's server. */
class FormattedErrors extends GraphQLError {
  readonly formatted: readonly GraphQLFormattedError[];

  constructor(formatted: readonly GraphQLFormattedError[]) {
    super('The operation was refused.');
    this.formatted = formatted;
  }
}

function toGraphQLErrors(errors: readonly GraphQLFormattedError[]): readonly GraphQLError[] {
  return [new FormattedErrors(errors)];
}

function formattedOf(error: GraphQLError): readonly GraphQLFormattedError[] {
  if (error instanceof FormattedErrors) return error.formatted;
  if (error.originalError instanceof FormattedErrors) return error.originalError.formatted;
  const { message, extensions } = toAppError(error);
  return [{ message, extensions }];
}

/** The protocol's server takes payloads, and an error that is thrown as the last thing. */
function toResults(events: LiveEvents): AsyncGenerator<OperationAnswer, void, void> {
  return {
    async next() {
      const result = await events.next();
      if (result.done === true) return { done: true, value: undefined };
      if (result.value.kind === 'next') return { done: false, value: result.value.payload };
      await events.return();
      throw new FormattedErrors(result.value.errors);
    },
    async return() {
      await events.return();
      return { done: true, value: undefined };
    },
    async throw(error) {
      await events.return();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await events.return();
    },
  };
}
