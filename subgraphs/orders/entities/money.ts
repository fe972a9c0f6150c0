/** Amounts are texts like `12.50`; sums are made in whole cents, which numbers hold exactly up to 90 trillion. */
export function toCents(amount: string): number {
  const [whole = '', decimals = ''] = amount.split('.');
  return Number(whole + decimals.padEnd(2, '0'));
}

/** The text of a sum of cents that is not negative. */
export function fromCents(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
