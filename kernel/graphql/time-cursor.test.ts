import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeCursor } from './cursor.ts';
import { timeCursor } from './time-cursor.ts';

describe('a cursor of a list by time', () => {
  it('gives back the key it was made of', () => {
    const times = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.uuid(), (createdAt, id) => {
        expect(timeCursor.decode(timeCursor.encode({ createdAt, id }))).toEqual({ createdAt, id });
      }),
    );
  });

  it('is refused where it is anything else, as a mistake of the caller', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc.array(fc.oneof(fc.string(), fc.double({ noNaN: true })), { maxLength: 3 }).map(encodeCursor),
    );
    fc.assert(
      fc.property(anything, (cursor) => {
        expect(() => timeCursor.decode(cursor)).toThrow(
          expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'after' }),
        );
      }),
    );
  });
});
