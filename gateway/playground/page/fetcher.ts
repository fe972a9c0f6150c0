interface Operation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

interface Extras {
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Sends an operation to the gateway with the headers of the tab; an answer that is no JSON is shown as its text.
 * Whoever registers or signs in is signed in: the newest access token goes with every tab that has no authorization
 * of its own, until it is refused.
 */
export function createFetcher(endpoint: string): (operation: Operation, extras?: Extras) => Promise<object> {
  let token: string | undefined;
  return async (operation, extras) => {
    const headers = new Headers({ accept: 'application/json', 'content-type': 'application/json', ...extras?.headers });
    if (token !== undefined && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(operation) });
    const text = await response.text();
    const answer = parseJson(text) ?? { status: response.status, text };
    token = response.status === 401 ? undefined : (accessTokenIn(answer) ?? token);
    return answer;
  };
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
