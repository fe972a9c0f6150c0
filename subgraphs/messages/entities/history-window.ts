/** Which messages of a chat are wanted: at most `size`, from one end of what lies between two numbers, or around one. */
export type HistoryRequest =
  | {
      readonly kind: 'oldest' | 'newest';
      readonly size: number;
      /** Numbers of messages that lie outside. */
      readonly after: number | undefined;
      readonly before: number | undefined;
    }
  | { readonly kind: 'around'; readonly size: number; readonly seq: number };

/** The messages of a chat from one number to another, both inside; none where `low` is above `high`. */
export interface HistoryWindow {
  readonly low: number;
  readonly high: number;
}

export interface HistoryPlace {
  readonly window: HistoryWindow;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

/**
 * Where a page lies in a chat whose newest message has the number `lastSeq`. The numbers of a chat have no gaps and a
 * deleted message keeps its own, so that this is arithmetic.
 */
export function placeOf(request: HistoryRequest, lastSeq: number): HistoryPlace {
  if (request.kind === 'around') return placeAround(request.seq, request.size, lastSeq);
  const { kind, size, after = 0, before = lastSeq + 1 } = request;
  const lowest = after + 1;
  const highest = Math.min(before - 1, lastSeq);
  if (kind === 'oldest') {
    const high = Math.min(lowest + size - 1, highest);
    return {
      window: { low: lowest, high },
      hasPreviousPage: lowest > 1 && lastSeq > 0,
      hasNextPage: high >= lowest && high < highest,
    };
  }
  const low = Math.max(lowest, highest - size + 1);
  return { window: { low, high: highest }, hasPreviousPage: low > lowest, hasNextPage: highest < lastSeq };
}

/** A number outside of the chat stands for its nearer end; near an end the page is as full as in the middle. */
function placeAround(seq: number, size: number, lastSeq: number): HistoryPlace {
  const middle = Math.min(Math.max(seq, 1), lastSeq);
  const low = Math.max(1, Math.min(middle - Math.floor(size / 2), lastSeq - size + 1));
  const high = Math.min(low + size - 1, lastSeq);
  return { window: { low, high }, hasPreviousPage: low > 1, hasNextPage: high < lastSeq };
}
