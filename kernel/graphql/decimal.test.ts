import fc from 'fast-check';
import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';

import { Decimal } from './decimal.ts';

describe('a decimal', () => {
  it('is exact, however large: cents in are cents out', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n) + 1n, max: 10n ** 17n - 1n }), (cents) => {
        const sign = cents < 0n ? '-' : '';
        const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
        const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(Decimal.parseValue(text)).toBe(text);
        expect(Decimal.parseLiteral(parseValue(text))).toBe(text);
        expect(Decimal.serialize(text)).toBe(text);
      }),
    );
  });

  it('is given whole also where a sum is longer than any amount that is taken', () => {
    const sum = `${'9'.repeat(30)}.99`;
    expect(Decimal.serialize(sum)).toBe(sum);
    expect(() => Decimal.parseValue(sum)).toThrow('A decimal is written like "12.50"');
  });

  it.each([
    ['12', '12.00'],
    ['12.5', '12.50'],
    [9.99, '9.99'],
    [0, '0.00'],
  ])('%j is written %s', (given, written) => {
    expect(Decimal.parseValue(given)).toBe(written);
  });

  it.each([
    '',
    ' 1',
    '1,5',
    '1.234',
    '01',
    '+1',
    '.5',
    '1.',
    '1e3',
    'NaN',
    '١',
    '9'.repeat(17),
    1e21,
    0.1 + 0.2,
    null,
    true,
    {},
  ])('%j is none', (given) => {
    expect(() => Decimal.parseValue(given)).toThrow('A decimal is written like "12.50"');
  });
});
