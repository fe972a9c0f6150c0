import { createClient } from 'graphql-ws';

export interface Operation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

/**
 * Subscribes over a socket of its own, which ends with the subscription, as whoever the authorization says. What ends
 * it before its time is the last thing to be shown.
 */
export async function* subscribe(
  endpoint: string,
  { query, operationName, variables }: Operation,
  authorization: string | null,
): AsyncGenerator<object> {
  const client = createClient({
    url: endpoint.replace(/^http/, 'ws'),
    ...(authorization === null ? {} : { connectionParams: { authorization } }),
    // To go on without a word would hide that something may have been missed.
    retryAttempts: 0,
  });
  try {
    yield* client.iterate({
      query,
      operationName: operationName ?? null,
      variables: (variables ?? {}) as Record<string, unknown>,
    });
  } catch (error) {
    yield { errors: errorsIn(error) };
  } finally {
    await client.dispose();
  }
}

function errorsIn(error: unknown): unknown {
  if (Array.isArray(error)) return error;
  const isClosed = typeof error === 'object' && error !== null && 'code' in error && 'reason' in error;
  const why = isClosed ? `${String(error.code)} ${String(error.reason)}` : 'the gateway cannot be reached';
  return [{ message: `The socket is closed: ${why}` }];
}
