/** How many requests one user may make in any 24 hours; those that were cancelled or declined count too. */
export const MOST_REQUESTS = 100;

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Since when requests count. */
export function windowOf(now: Date): Date {
  return new Date(now.getTime() - WINDOW_MS);
}

/** When the oldest of the requests that count no longer does. */
export function retryAt(oldest: Date): Date {
  return new Date(oldest.getTime() + WINDOW_MS);
}
