/** A bucket of `burst` that fills by `perSecond`: says of each call whether it is still allowed. */
export function createRateLimit(
  burst: number,
  perSecond: number,
  now: () => number = performance.now.bind(performance),
) {
  let left = burst;
  let filledAt = now();
  return (): boolean => {
    const at = now();
    left = Math.min(burst, left + ((at - filledAt) / 1_000) * perSecond);
    filledAt = at;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
