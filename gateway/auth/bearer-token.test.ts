import { describe, expect, it } from 'vitest';

import { bearerToken } from './bearer-token.ts';

describe('the Authorization header', () => {
  it.each([undefined, ''])('may be absent (%j)', (header) => {
    expect(bearerToken(header)).toBeUndefined();
  });

  it.each(['Bearer a.b-c_d~e+f/g==', 'bearer   a.b-c_d~e+f/g==  '])('gives the token of %j', (header) => {
    expect(bearerToken(header)).toBe('a.b-c_d~e+f/g==');
  });

  it.each(['Basic dTpw', 'Bearer', 'Bearer ', 'Bearer a b', 'Bearer a=b', 'a.b.c', 'Bearer ä', 'Bearer a, Bearer b'])(
    'is refused as %j',
    (header) => {
      expect(() => bearerToken(header)).toThrow(expect.objectContaining({ code: 'INVALID_TOKEN' }));
    },
  );

  it('is read in linear time, however long it is', () => {
    const startedAt = performance.now();
    expect(() => bearerToken(`Bearer ${' '.repeat(100_000)}=${'a='.repeat(100_000)}`)).toThrow();
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});
