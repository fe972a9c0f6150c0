/** Amounts are texts like `12.50`; sums are made in whole cents, which have no largest number. */
export function toCents(amount: string): bigint {
  const [whole = '', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.padEnd(2, '0'));
}

/** The text of a sum of cents that is not negative. */
export function fromCents(cents: bigint): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Whether an amount lies between two that are not negative, both included. There is no negative zero. */
export function isAmountWithin(amount: string, [lowest, highest]: readonly [lowest: string, highest: string]): boolean {
  const cents = toCents(amount);
  return !amount.startsWith('-') && cents >= toCents(lowest) && cents <= toCents(highest);
}
