import { getOperationAST, OperationTypeNode, parse } from 'graphql';

import { subscribe, type Operation } from './subscribe.ts';

interface Extras {
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What the page shows: one answer, or one after the other. */
export type Fetcher = (operation: Operation, extras?: Extras) => Promise<object> | AsyncGenerator<object>;

/**
 * Sends an operation to the gateway with the headers of the tab; an answer that is no JSON is shown as its text.
 * Whoever registers or signs in is signed in: the newest access token goes with every tab that has no authorization
 * of its own, until it is refused. A subscription gets a socket.
 */
export function createFetcher(endpoint: string): Fetcher {
  let token: string | undefined;

  const headersOf = (extras: Extras | undefined): Headers => {
    const headers = new Headers({ accept: 'application/json', 'content-type': 'application/json', ...extras?.headers });
    if (token !== undefined && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    return headers;
  };

  const send = async (operation: Operation, headers: Headers): Promise<object> => {
    const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(operation) });
    const text = await response.text();
    const answer = parseJson(text) ?? { status: response.status, text };
    token = response.status === 401 ? undefined : (accessTokenIn(answer) ?? token);
    return answer;
  };

  return (operation, extras) => {
    const headers = headersOf(extras);
    if (isSubscription(operation)) return subscribe(endpoint, operation, headers.get('authorization'));
    return send(operation, headers);
  };
}

/** What cannot be read is sent all the same: the gateway says what is wrong with it. */
function isSubscription({ query, operationName }: Operation): boolean {
  try {
    return getOperationAST(parse(query), operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    return false;
  }
}

function parseJson(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function accessTokenIn(answer: { readonly data?: unknown }): string | undefined {
  for (const result of Object.values(answer.data ?? {}) as unknown[])
    if (typeof result === 'object' && result !== null && 'accessToken' in result) return String(result.accessToken);
  return undefined;
}
