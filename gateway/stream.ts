import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';

import type { RequestScope } from './request-scope.ts';

/** An operation as a client sends it, over whichever connection. */
export interface ClientOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** `data` is absent where nothing was executed. */
export interface OperationAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A subscription that was found valid, and is within all limits. */
export interface ValidSubscription {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly schema: GraphQLSchema;
}

/** One thing that a stream tells; after `failed` it is over. */
export type LiveEvent =
  | {
      readonly kind: 'next';
      readonly payload: OperationAnswer;
      /** Of a log: the number after which a new stream goes on. */
      readonly cursor?: number;
    }
  | { readonly kind: 'failed'; readonly errors: readonly GraphQLFormattedError[] };

/** Read one by one: what nobody asks for is not fetched. `return` ends it at once, also while `next` waits. */
export type LiveEvents = AsyncGenerator<LiveEvent, void, void>;

export type LiveAnswer =
  | { readonly kind: 'answer'; readonly answer: OperationAnswer }
  /** Nothing was executed. */
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'stream'; readonly events: LiveEvents };

export interface RunOptions {
  /** The cursor of the last event that the client has; goes before the argument of the subscription. */
  readonly lastEventId?: string;
  /** A request that must not change anything. */
  readonly isReadOnly?: boolean;
}

/** A client for as long as it is connected: each thing it runs or is told is for whoever its credential says by then. */
export interface LiveConnection {
  run(operation: ClientOperation, options?: RunOptions): Promise<LiveAnswer>;
  /** Ends its streams and the watch over its credential. */
  close(): void;
}

export interface ConnectOptions {
  /** The credential as in an `Authorization` header; none is an anonymous client. */
  readonly authorization: string | undefined;
  readonly headers: RequestScope['headers'];
  readonly requestId: string;
  /** Called once when the credential is good no longer, with the code of the reason, within a second. */
  readonly onRefused: (code: string) => void;
}

export interface Realtime {
  /** @throws INVALID_TOKEN, or a retryable code where the credential cannot be checked. */
  connect(options: ConnectOptions): Promise<LiveConnection>;
  /** Ends every stream. */
  close(): void;
}
