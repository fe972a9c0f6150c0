/** One event of an event stream; a comment has only its text. */
export interface ServerSentEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: string;
  readonly comment?: string;
}

/** A request for events, of which the test sees each as it comes. */
export interface EventStream {
  readonly response: Response;
  readonly events: readonly ServerSentEvent[];
  /** Whether the gateway has ended the response. */
  readonly isOver: () => boolean;
  /** The body of an answer that is no event stream. */
  answer(): Promise<{ readonly errors: readonly { readonly extensions: { readonly code: string } }[] }>;
  stop(): void;
}

export async function openEvents(url: string, init: RequestInit): Promise<EventStream> {
  const stopping = new AbortController();
  const response = await fetch(url, { ...init, signal: stopping.signal });
  const events: ServerSentEvent[] = [];
  let isOver = false;
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const read = async (): Promise<void> => {
    if (!isStream || response.body === null) return;
    let text = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks)
        events.push(
          Object.fromEntries(
            block.split('\n').map((line) => {
              const at = line.indexOf(':');
              return [at === 0 ? 'comment' : line.slice(0, at), line.slice(at + 1).trimStart()];
            }),
          ),
        );
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  return {
    response,
    events,
    isOver: () => isOver,
    answer: () => response.json() as never,
    stop: () => stopping.abort(),
  };
}
