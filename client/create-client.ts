import { StoaError } from './client-error.ts';
import { readAnswer } from './read-answer.ts';

/** An operation that knows the types of its answer and variables, as the documents of this package do. */
export interface Operation<Result, Variables> {
  toString(): string;
  /** Never there; it only carries the types. */
  __apiType?: (variables: Variables) => Result;
}

export interface RequestOptions {
  /** Ends the request early, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How long the request may take in all; 30 s unless told. */
  readonly timeoutMs?: number;
}

export interface ClientOptions extends Pick<RequestOptions, 'timeoutMs'> {
  /** Address of the graph, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Access token of the user for whom requests are made. */
  readonly token?: string | undefined;
  /** In place of the platform's own. */
  readonly fetch?: typeof fetch;
}

/** Variables may be left out where none is required. */
export type RequestArguments<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: RequestOptions]
    : [variables: Variables, options?: RequestOptions];

export interface Client {
  /**
   * Runs one operation. Expected outcomes are members of the result's union.
   * @throws StoaError for all others, and for an answer that is complete only in part: the rest is in its `data`.
   */
  request<Result, Variables>(
    operation: Operation<Result, Variables>,
    ...args: RequestArguments<Variables>
  ): Promise<Result>;
  /** The same client for another user, or for nobody. */
  withToken(token: string | undefined): Client;
}

/** A client of the graph, for Node and browsers. It holds nothing open. */
export function createClient(options: ClientOptions): Client {
  return {
    async request<Result, Variables>(
      operation: Operation<Result, Variables>,
      ...[variables, { signal, timeoutMs = options.timeoutMs ?? 30_000 } = {}]: RequestArguments<Variables>
    ) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await (options.fetch ?? fetch)(options.url, {
          method: 'POST',
          headers: headersOf(options.token),
          body: JSON.stringify({ query: operation.toString(), variables }),
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        });
        // The document's types are generated from the schema by which the server answers.
        return (await readAnswer(response)) as Result;
      } catch (cause) {
        if (cause instanceof StoaError) throw cause;
        signal?.throwIfAborted();
        throw timeout.aborted
          ? new StoaError(`No answer within ${timeoutMs} ms.`, { code: 'TIMEOUT', retryable: true, cause })
          : new StoaError('The server cannot be reached.', { code: 'NETWORK_ERROR', retryable: true, cause });
      }
    },
    withToken: (token) => createClient({ ...options, token }),
  };
}

function headersOf(token: string | undefined): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}
