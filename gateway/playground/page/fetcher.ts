interface Operation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

interface Extras {
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Sends an operation to the gateway with the headers of the tab; an answer that is no JSON is shown as its text. */
export function createFetcher(endpoint: string): (operation: Operation, extras?: Extras) => Promise<object> {
  return async (operation, extras) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...extras?.headers },
      body: JSON.stringify(operation),
    });
    const text = await response.text();
    try {
      return JSON.parse(text) as object;
    } catch {
      return { status: response.status, text };
    }
  };
}
