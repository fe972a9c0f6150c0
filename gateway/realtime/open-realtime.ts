import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import { toAppError } from '../../kernel/errors/index.ts';
import type { SignalBus } from '../../kernel/signals/index.ts';
import type { RequestScope } from '../request-scope.ts';
import type {
  ClientOperation,
  ConnectOptions,
  LiveConnection,
  LiveEvents,
  OperationAnswer,
  Realtime,
  RunOptions,
  ValidSubscription,
} from '../stream.ts';
import { bounded } from './bounded.ts';
import { watchCredentials, type ViewerOf } from './credential-watch.ts';
import { openStream, type StreamSurroundings } from './open-stream.ts';

export interface RealtimeOptions {
  readonly execute: (operation: ClientOperation, scope: RequestScope) => Promise<OperationAnswer>;
  readonly viewerOf: ViewerOf;
  readonly signals: SignalBus;
  /** The form in which an error leaves the gateway. */
  readonly encode: (error: GraphQLError) => GraphQLFormattedError;
  /** Time that one query, mutation or look of a stream has. */
  readonly timeoutMs: number;
  /** Called when a stream of this field opens; @returns what is called when it is over. */
  readonly onOpen: (field: string) => () => void;
  /** Told of what went wrong on our side. */
  readonly report: StreamSurroundings['report'];
}

/** Looks at a time: enough to keep the subgraphs busy, few enough for requests to pass between them. */
const LOOKS = 24;
const LONGEST_SPREAD_MS = 500;

/** Queries, mutations and subscriptions of clients that stay connected. */
export function openRealtime(options: RealtimeOptions): Realtime {
  const { execute, viewerOf, signals, encode, timeoutMs, onOpen, report } = options;
  const credentials = watchCredentials(viewerOf);
  const streams = new Set<LiveEvents>();
  const around: StreamSurroundings = {
    execute,
    signals,
    inTurn: bounded(LOOKS),
    spreadMs: () => Math.min(LONGEST_SPREAD_MS, streams.size),
    report,
    onOpen(field, events) {
      streams.add(events);
      const onClosed = onOpen(field);
      return () => {
        streams.delete(events);
        onClosed();
      };
    },
  };

  const connect = async ({ authorization, headers, requestId, onRefused }: ConnectOptions): Promise<LiveConnection> => {
    await viewerOf(authorization);
    const own = new Set<LiveEvents>();
    let isRefused = false;
    const refuse = (code: string): void => {
      if (isRefused) return;
      isRefused = true;
      onRefused(code);
    };
    const endWatch = authorization === undefined ? undefined : credentials.add({ authorization, onRefused: refuse });

    const newScope = async (): Promise<RequestScope> => {
      try {
        const viewer = await viewerOf(authorization);
        return { viewer, contract: 'graphql', requestId, deadline: Date.now() + timeoutMs, headers };
      } catch (thrown) {
        const error = toAppError(thrown);
        if (!error.entry.retryable) refuse(error.code);
        throw error;
      }
    };
    const aroundOwn: StreamSurroundings = {
      ...around,
      onOpen(field, events) {
        own.add(events);
        const onClosed = around.onOpen(field, events);
        return () => {
          own.delete(events);
          onClosed();
        };
      },
    };

    return {
      async run(operation, { lastEventId, isReadOnly = false }: RunOptions = {}) {
        let subscription: ValidSubscription | undefined;
        try {
          const scope: RequestScope = {
            ...(await newScope()),
            isReadOnly,
            takeSubscription: (taken) => {
              subscription = taken;
            },
          };
          const answer = await execute(operation, scope);
          if (subscription === undefined)
            return answer.data === undefined
              ? { kind: 'refused', errors: answer.errors ?? [] }
              : { kind: 'answer', answer };
          const variables = operation.variables ?? {};
          return await openStream({ subscription, variables, lastEventId, newScope }, aroundOwn);
        } catch (thrown) {
          const error = toAppError(thrown);
          if (error.code === 'INTERNAL') report(error);
          return {
            kind: 'refused',
            errors: [encode(new GraphQLError(error.message, { extensions: error.extensions }))],
          };
        }
      },
      close() {
        endWatch?.();
        for (const events of [...own]) void events.return();
      },
    };
  };

  return {
    connect,
    close() {
      credentials.close();
      for (const events of [...streams]) void events.return();
    },
  };
}
