import { assert, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { placeOf } from './history-window.ts';

const bound = option(integer({ min: 0, max: 40 }), { nil: undefined });
const some = { lastSeq: integer({ min: 0, max: 30 }), size: integer({ min: 1, max: 12 }) };

describe('the place of a page in a chat', () => {
  it('is what is left when a list of all numbers is cut at the bounds and then at the size', () => {
    const cut = record({ ...some, kind: constantFrom('oldest', 'newest'), after: bound, before: bound });
    assert(
      property(cut, ({ lastSeq, ...request }) => {
        const { window, hasNextPage, hasPreviousPage } = placeOf(request, lastSeq);
        const between = numbersTo(lastSeq).filter(
          (seq) => seq > (request.after ?? 0) && seq < (request.before ?? Infinity),
        );
        const { kind, size } = request;
        const page = kind === 'oldest' ? between.slice(0, size) : between.slice(-size);
        expect(numbersTo(lastSeq).filter((seq) => seq >= window.low && seq <= window.high)).toEqual(page);
        if (page.length === 0) return;
        if (kind === 'oldest') expect(hasNextPage).toBe(page.length < between.length);
        else expect(hasPreviousPage).toBe(page.length < between.length);
      }),
    );
  });

  it('around a number has that number in it, and as many as there are', () => {
    const around = record({ ...some, seq: integer({ min: -5, max: 40 }) });
    assert(
      property(around, ({ lastSeq, size, seq }) => {
        const { window, ...neighbours } = placeOf({ kind: 'around', size, seq }, lastSeq);
        const page = numbersTo(lastSeq).filter((number) => number >= window.low && number <= window.high);
        expect(page).toHaveLength(Math.min(size, lastSeq));
        if (lastSeq === 0) return;
        expect(page).toContain(Math.min(Math.max(seq, 1), lastSeq));
        expect(neighbours).toEqual({ hasPreviousPage: page[0] !== 1, hasNextPage: page.at(-1) !== lastSeq });
      }),
    );
  });
});

function numbersTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
