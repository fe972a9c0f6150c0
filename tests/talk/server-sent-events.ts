/** One event of an event stream, as the HTML standard reads it. */
export interface ServerSentEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** The events of a stream as they come; comments are none, nor is what the end of the stream cuts off. */
export async function* serverSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== undefined) yield event;
    }
  }
}

function eventOf(block: string): ServerSentEvent | undefined {
  const fields = block
    .split('\n')
    .map((line) => /^([^:]+)(?:: ?(.*))?$/.exec(line))
    .map((match) => [match?.[1], match?.[2] ?? ''] as const);
  const valuesOf = (name: string): readonly string[] =>
    fields.filter(([field]) => field === name).map(([, value]) => value);
  const [event, id, data] = [valuesOf('event').at(-1), valuesOf('id').at(-1), valuesOf('data')];
  if (event === undefined && data.length === 0) return undefined;
  return { event: event ?? 'message', id, data: data.join('\n') };
}
