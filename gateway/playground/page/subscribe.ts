import { createClient } from 'graphql-ws';

export interface Operation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

/** Subscribes over a socket of its own, which ends with the subscription, as whoever the authorization says. */
export async function* subscribe(
  endpoint: string,
  { query, operationName, variables }: Operation,
  authorization: string | null,
): AsyncGenerator<object> {
  const client = createClient({
    url: endpoint.replace(/^http/, 'ws'),
    ...(authorization === null ? {} : { connectionParams: { authorization } }),
  });
  try {
    yield* client.iterate({
      query,
      operationName: operationName ?? null,
      variables: (variables ?? {}) as Record<string, unknown>,
    });
  } finally {
    await client.dispose();
  }
}
