import fc from 'fast-check';
import { expect, it } from 'vitest';

import { serverSentEvents, type ServerSentEvent } from './server-sent-events.ts';

const STREAM =
  ':\n\nevent: next\nid: 7\ndata: {"text":"привет: 🙂"}\n\n: still here\n\nevent: complete\ndata:\n\nevent: ne';
const EVENTS: readonly ServerSentEvent[] = [
  { event: 'next', id: '7', data: '{"text":"привет: 🙂"}' },
  { event: 'complete', id: undefined, data: '' },
];

it('events are read alike wherever the stream is cut into pieces', async () => {
  const bytes = new TextEncoder().encode(STREAM);
  const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(cuts, async (unsorted) => {
      const places = [0, ...unsorted.toSorted((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      const read: ServerSentEvent[] = [];
      for await (const event of serverSentEvents(ReadableStream.from(pieces))) read.push(event);
      expect(read).toEqual(EVENTS);
    }),
  );
});
