import { expect, it } from 'vitest';

import { createRateLimit } from './rate-limit.ts';

it('allows so many at once, and then as many as the time since has brought', () => {
  let now = 0;
  const allows = createRateLimit(5, 10, () => now);
  const allowed = () => Array.from({ length: 10 }, allows).filter(Boolean).length;
  expect(allowed()).toBe(5);
  now = 300;
  expect(allowed()).toBe(3);
  now = 60_000;
  expect(allowed()).toBe(5);
});
