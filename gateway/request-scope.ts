import type { Contract, Viewer } from '../kernel/auth/index.ts';
import type { ValidSubscription } from './stream.ts';

/** What every phase knows of a request; Apollo hands it to the plan as its context. */
export interface RequestScope {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly requestId: string;
  /** Milliseconds since the epoch after which nobody waits for the answer. */
  readonly deadline: number;
  /** The client's request headers, lower-case; only those named in FORWARD_HEADERS ever travel on. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether mutations are refused. */
  readonly isReadOnly?: boolean;
  /** Where the client can be told of events: is handed a subscription in place of its execution. */
  readonly takeSubscription?: (subscription: ValidSubscription) => void;
}

/** A named operation of one of our own documents. */
export interface Operation {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface OperationResult {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly OperationError[];
}

export interface OperationError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Runs an operation through the same pipeline as a GraphQL client's. */
export type Execute = (operation: Operation, scope: RequestScope) => Promise<OperationResult>;

/**
 * Turns the credential of one door into a viewer; none at all is an anonymous one.
 * @throws INVALID_TOKEN for a credential that is expired, forged, revoked, or of another door; at some doors EXPIRED_TOKEN.
 */
export type Authenticate = (credential: string | undefined, contract: Contract) => Promise<Viewer>;
